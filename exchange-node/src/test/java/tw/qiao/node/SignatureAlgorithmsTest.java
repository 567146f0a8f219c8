package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.node.keys.NodeKeys;
import tw.qiao.node.settings.ErrorCodes;
import tw.qiao.node.settings.NodeSettings;

/** Two nodes exchange under each algorithm, which the registered key fixes. */
class SignatureAlgorithmsTest {
    @ParameterizedTest
    @EnumSource
    void carriesAnExchangeUnderEachAlgorithm(SignatureAlgorithm algorithm, @TempDir Path folder) {
        try (var exchange = ExchangeFixture.on(folder)) {
            for (String code : List.of("QIAO", "RIS")) {
                Path home = folder.resolve(algorithm.label()).resolve(code);
                exchange.keys.put(code, NodeKeys.create(home, algorithm, exchange.clock, exchange.ids));
                exchange.settings.put(code, at(home, exchange.settings(code)));
            }
            exchange.startAll();
            String gxId = exchange.newId();

            var response = exchange.askPerson(gxId, "/A123456789?fields=name");

            assertThat(response.body()).isEqualTo("{\"data\":[{\"name\":\"王𠀋明\"}]}");
            assertThat(exchange.keys("QIAO").signing().algorithm()).isEqualTo(algorithm);
            assertThat(ExchangeFixture.json(exchange.ask("/evidence/" + gxId)).path("missing"))
                    .isEmpty();
        }
    }

    private static NodeSettings at(Path home, NodeSettings all) {
        return new NodeSettings(
                home,
                all.member(),
                all.logOrigin(),
                all.consumerPort(),
                all.providerPort(),
                all.registry(),
                all.registryKey(),
                all.database(),
                all.services(),
                all.answersKept(),
                all.options());
    }

    @Test
    void makesTheKeyThatTheSettingsName(@TempDir Path folder) throws IOException {
        try (var exchange = ExchangeFixture.on(folder)) {
            exchange.publishRegistry();
            Path home = folder.resolve("other");
            Files.createDirectories(home);
            var json = CanonicalJson.MAPPER.createObjectNode();
            json.put("member", "TW/GOV/QIAO");
            json.put("registry", folder.resolve("registry.json").toString());
            json.put("registryKey", exchange.registryKey.verificationKey().base64());
            json.put("signatureAlgorithm", "rsa-pss-sha512");
            json.put("errorCodes", "legacy").put("duplicateHeaders", "last");
            json.putArray("purposes")
                    .addObject()
                    .put("client", "TW/GOV/QIAO/portal")
                    .put("service", "TW/GOV/RIS/household/persons")
                    .put("purpose", "p")
                    .put("basis", "b");
            Files.writeString(home.resolve(NodeSettings.FILE), json.toString());

            var settings = NodeSettings.read(home);
            ExchangeNode.start(settings).close();

            assertThat(NodeKeys.read(home).signing().algorithm()).isEqualTo(SignatureAlgorithm.RSA_PSS_SHA512);
            assertThat(settings.options().compatibility().errorCodes()).isEqualTo(ErrorCodes.LEGACY);
            assertThat(settings.options().compatibility().takesLast()).isTrue();
            assertThat(settings.options().compatibility().purposes()).hasSize(1);
        }
    }
}
