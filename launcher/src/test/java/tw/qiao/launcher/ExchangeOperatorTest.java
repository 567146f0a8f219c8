package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.log.WitnessPolicy;
import tw.qiao.kernel.registry.Registry;
import tw.qiao.kernel.registry.Revocations;
import tw.qiao.kernel.registry.SignedRegistry;
import tw.qiao.kernel.registry.SignedRevocations;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.kernel.signature.VerificationKey;
import tw.qiao.node.settings.NodeSettings;

class ExchangeOperatorTest {
    private static final String GRANT = """
            {"id": "hr-persons", "consumer": "TW/GOV/A/hr", "service": "TW/GOV/B/household/persons",
             "methods": ["GET"], "path_template": "/{id}", "purposes": ["staff-check"],
             "legal_basis": "civil-service-act-1", "fields": [],
             "not_before": "2026-01-01T00:00:00Z", "not_after": "2027-01-01T00:00:00Z"}""";

    @TempDir
    private Path folder;

    @BeforeEach
    void anOperator() {
        assertThat(Qiao.run("node", "registry", "publish", "--home", home())).isZero();
    }

    @Test
    void makesANodeThatBelievesTheOperator() throws Exception {
        assertThat(newNode("mine")).isZero();

        var settings = NodeSettings.read(folder.resolve("mine"));
        var registry = registry(settings.registryKey());
        assertThat(settings.registry()).isEqualTo(operator("registry.json").toString());
        assertThat(registry.members()).isEmpty();
        assertThat(newNode("mine")).as("a node that is there").isEqualTo(2);
    }

    @Test
    void makesNothingForAMemberThatCannotBe() {
        assertThat(Qiao.run(
                        "node",
                        "new",
                        "--home",
                        folder.resolve("bad").toString(),
                        "--member",
                        "TWGOVX",
                        "--subsystem",
                        "hr",
                        "--url",
                        "https://127.0.0.1:7443",
                        "--exchange",
                        operator("for-nodes.json").toString(),
                        "--registry",
                        "registry.json",
                        "--consumer-port",
                        "1",
                        "--provider-port",
                        "2"))
                .isEqualTo(2);
        assertThat(folder.resolve("bad")).doesNotExist();
    }

    @Test
    void recordsEveryEditionAsItsNodesAsk() throws Exception {
        var forNodes = ExchangeOperator.MAPPER.readTree(Files.readString(operator("for-nodes.json")));

        SignedRegistry.requireLogged(
                Files.readString(operator("registry.json")),
                WitnessPolicy.parse(
                        forNodes.path("registryPolicy").stringValue("").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void revokesAGrantBesideThoseBefore() throws Exception {
        agree();
        assertThat(revoke("--key", "lost")).isZero();
        assertThat(revoke("--grant", "hr-persons")).isZero();

        var revocations = revocations();
        assertThat(revocations.grants()).containsExactly("hr-persons");
        assertThat(revocations.keys()).containsExactly("lost");

        assertThat(revoke("--anew")).isZero();
        assertThat(revocations().grants()).isEmpty();
        assertThat(revocations().number()).isGreaterThan(revocations.number());
    }

    @Test
    void refusesToRevokeWhatNobodyHas() throws Exception {
        agree();

        assertThat(revoke("--grant", "hr-person")).isEqualTo(2);
        assertThat(revoke("--member", "TW/GOV/NOBODY")).isEqualTo(2);
        assertThat(operator(Revocations.FILE)).doesNotExist();
    }

    @Test
    void refusesAMisspeltRestriction() throws Exception {
        Files.writeString(
                operator("exchange.json"), "{\"members\": [], \"grants\": [" + GRANT.replace("fields", "field") + "]}");

        assertThat(Qiao.run("node", "registry", "publish", "--home", home())).isEqualTo(2);
    }

    private void agree() throws Exception {
        Files.writeString(operator("exchange.json"), "{\"members\": [], \"grants\": [" + GRANT + "]}");
    }

    private int newNode(String name) {
        return Qiao.run(List.of(
                        "node new --home",
                        folder.resolve(name).toString(),
                        "--member TW/GOV/A --subsystem hr --url https://127.0.0.1:7443",
                        "--consumer-port 7080 --provider-port 7443 --exchange",
                        operator("for-nodes.json").toString(),
                        "--registry",
                        operator("registry.json").toString())
                .stream()
                .flatMap(part -> List.of(part.split(" ", -1)).stream())
                .toArray(String[]::new));
    }

    private int revoke(String... what) {
        var arguments = new String[] {"node", "registry", "revoke", "--home", home()};
        return Qiao.run(
                Stream.concat(Arrays.stream(arguments), Arrays.stream(what)).toArray(String[]::new));
    }

    private Registry registry(VerificationKey key) throws Exception {
        return SignedRegistry.verify(Files.readString(operator("registry.json")), key, Clock.systemUTC());
    }

    private Revocations revocations() throws Exception {
        var key = SigningKey.read(operator("registry.pem")).verificationKey();
        return SignedRevocations.verify(Files.readString(operator(Revocations.FILE)), key, Revocations.NONE);
    }

    private Path operator(String name) {
        return folder.resolve("operator").resolve(name);
    }

    private String home() {
        return folder.resolve("operator").toString();
    }
}
