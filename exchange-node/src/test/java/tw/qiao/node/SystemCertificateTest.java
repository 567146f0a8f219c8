package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.registry.Grant;

/** A provider's system at an https address is asked only if it shows a certificate of its name that counts. */
class SystemCertificateTest {
    private static final String HOST = "127.0.0.1";
    private static final String REFUSED = "server.serverproxy.service_failed.ssl_authentication_failed";

    @Test
    void refusesACertificateThatHasEndedOrIsOfAnotherNameOrOfAStranger(@TempDir Path folder) throws Exception {
        var authority = new CertifiedSystem.Authority();
        var stranger = new CertifiedSystem.Authority();
        var tomorrow = Instant.now().plus(Duration.ofDays(1));
        var yesterday = Instant.now().minus(Duration.ofDays(1));
        try (var good = new CertifiedSystem("good", authority, HOST, tomorrow);
                var ended = new CertifiedSystem("ended", authority, HOST, yesterday);
                var other = new CertifiedSystem("other", authority, "192.0.2.1", tomorrow);
                var unknown = new CertifiedSystem("unknown", stranger, HOST, tomorrow);
                var exchange = new ExchangeFixture(
                        folder,
                        HouseholdRegister.url(),
                        good.declared(),
                        ended.declared(),
                        other.declared(),
                        unknown.declared())) {
            for (String code : List.of("good", "ended", "other", "unknown")) {
                exchange.grants.add(grant(code));
            }
            exchange.publishRegistry();
            exchange.start("QIAO");
            var provider = NodeProcess.launch(
                    exchange,
                    "RIS",
                    "-Djavax.net.ssl.trustStore=" + authority.trusted(folder),
                    "-Djavax.net.ssl.trustStorePassword=" + CertifiedSystem.PASSWORD);

            assertThat(ask(exchange, "good", exchange.newId()).body()).isEqualTo("ok");
            for (String code : List.of("ended", "other", "unknown")) {
                String gxId = exchange.newId();
                var refused = ask(exchange, code, gxId);

                assertThat(ExchangeFixture.code(refused)).as(code).isEqualTo(REFUSED);
                assertThat(entries(exchange, gxId))
                        .containsExactlyInAnyOrder("request ", "request ", "refusal " + REFUSED, "response " + REFUSED);
            }
            assertThat(List.of(ended.asked.get(), other.asked.get(), unknown.asked.get()))
                    .containsOnly(0);
            provider.destroy();
            provider.waitFor();
        }
    }

    private static Grant grant(String code) {
        var now = Instant.now();
        return new Grant(
                "g-" + code,
                ExchangeFixture.PORTAL,
                "TW/GOV/RIS/household/" + code,
                Set.of("GET"),
                "/{what}",
                Set.of("test"),
                "act-15",
                Set.of(),
                now.minusSeconds(60),
                now.plusSeconds(3600));
    }

    private static HttpResponse<String> ask(ExchangeFixture exchange, String code, String gxId) {
        return exchange.ask(
                "/r1/TW/GOV/RIS/household/" + code + "/1",
                "X-Road-Client",
                ExchangeFixture.PORTAL,
                "X-Road-Id",
                gxId,
                "Gx-Purpose",
                "test",
                "Gx-Basis",
                "act-15");
    }

    /** What both parties have of an exchange, as {@code kind code}. */
    private static List<String> entries(ExchangeFixture exchange, String gxId) {
        var told = new ArrayList<String>();
        for (JsonNode side :
                ExchangeFixture.json(exchange.ask("/evidence/" + gxId)).path("sides")) {
            for (JsonNode proven : side.path("entries")) {
                var entry = CanonicalJson.MAPPER.readTree(
                        Base64.getDecoder().decode(proven.path("entry").stringValue("")));
                told.add(entry.path("kind").stringValue("") + " "
                        + entry.path("code").stringValue(""));
            }
        }
        return told;
    }
}
