package tw.qiao.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.HttpLogSource;
import tw.qiao.kernel.log.Mirror;
import tw.qiao.kernel.log.Witness;

/** The logs of all nodes, as a member's own systems read them through its own node. */
class PublicLogsTest extends WitnessedNodes {
    @Test
    void everyNodesLogCanBeMirroredThroughAnyOtherNode() {
        assertThat(exchange.askPerson(REST).statusCode()).isEqualTo(200);
        WitnessingTest.await(() -> sizeShown("RIS") == 2);

        for (String code : List.of("RIS", "QIAO")) {
            var address = exchange.keys(code).address("https://127.0.0.1:1", origin(code));
            var mirror = Mirror.open(folder.resolve("mirror-" + code), origin(code), address.logNoteKeys());
            String base =
                    uri("QIAO", "/logs/" + Witness.hash(origin(code)) + "/").toString();

            mirror.update(
                    new HttpLogSource(HttpClient.newHttpClient(), base, Duration.ofSeconds(10)),
                    Duration.ofSeconds(10));

            assertThat(mirror.size()).isGreaterThan(0);
            assertThat(mirror.entries(0)).isNotEmpty();
        }
    }

    /** Nodes write short entries; a file of the longest ones that a log takes has 16 MiB. */
    @Test
    void theLongestFileOfALogPassesToo() {
        exchange.stop("RIS");
        var keys = List.of(exchange.keys("RIS").log(), exchange.keys("RIS").logMlDsa());
        byte[] entry = ("{\"kind\":\"note\",\"text\":\"" + "x".repeat(65_000) + "\"}").getBytes(US_ASCII);
        try (var log =
                EvidenceLog.open(exchange.settings("RIS").home().resolve("log"), origin("RIS"), keys, exchange.clock)) {
            for (int i = 0; i < 256; i++) {
                log.append("note/" + i, entry);
            }
        }
        exchange.start("RIS");
        var address = exchange.keys("RIS").address("https://127.0.0.1:1", origin("RIS"));
        var mirror = Mirror.open(folder.resolve("mirror"), origin("RIS"), address.logNoteKeys());
        String base = uri("QIAO", "/logs/" + Witness.hash(origin("RIS")) + "/").toString();

        mirror.update(
                new HttpLogSource(HttpClient.newHttpClient(), base, Duration.ofSeconds(20)), Duration.ofSeconds(30));

        assertThat(mirror.size()).isEqualTo(256);
        assertThat(mirror.entries(255)).containsExactly(entry);
    }

    @Test
    void cachesKeepFullFilesForEverPartialOnesForAMinuteAndNothingThatIsNotThereYet() {
        for (int i = 0; i < 128; i++) {
            assertThat(exchange.askPerson(REST).statusCode()).isEqualTo(200);
        }
        WitnessingTest.await(() -> sizeShown("RIS") >= 256);
        for (String base : List.of("/log/", "/logs/" + Witness.hash(origin("RIS")) + "/")) {
            String node = base.equals("/log/") ? "RIS" : "QIAO";

            assertThat(cache(node, base + "tile/0/000")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(cache(node, base + "tile/entries/000")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(cache(node, base + "tile/0/000.p/200")).isEqualTo("public, max-age=60");
            assertThat(cache(node, base + "checkpoint")).isEqualTo("no-cache");
            assertThat(cache(node, base + "tile/0/001")).isEqualTo("no-store");
        }
    }

    private String cache(String node, String path) {
        return get(node, path).headers().firstValue("cache-control").orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../witness/policy", "%2e%2e/registry", "..", "", "tile/../registry", "tile/0/999", "/"})
    void nothingElseOfAnotherNodeIsReachedThatWay(String file) {
        String base = "/logs/" + Witness.hash(origin("RIS")) + "/";

        assertThat(get("QIAO", base + file).statusCode()).isEqualTo(404);
        assertThat(get("QIAO", "/logs/" + "0".repeat(64) + "/checkpoint").statusCode())
                .isEqualTo(404);
    }
}
