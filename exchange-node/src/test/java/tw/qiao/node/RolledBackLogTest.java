package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import tw.qiao.kernel.log.AddCheckpoint;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.Witness;

/** What nodes do about a log that was restored from an old backup, or that went two ways. */
class RolledBackLogTest extends WitnessedNodes {
    private void copy(String from, String to) throws IOException {
        try (var files = Files.walk(folder.resolve(from))) {
            for (Path file : files.toList()) {
                var target = folder.resolve(to)
                        .resolve(folder.resolve(from).relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private void delete(String path) throws IOException {
        try (var files = Files.walk(folder.resolve(path))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Puts an old copy of the provider's log in the place of its log. */
    private void rollBack() throws IOException {
        exchangeOnce();
        exchange.stop("RIS");
        copy("RIS/log", "backup");
        exchange.start("RIS");
        exchangeOnce();
        exchangeOnce();
        await(() -> holds("WELFARE", "RIS", 6));
        exchange.stop("RIS");
        copy("RIS/log", "mirror");
        delete("RIS/log");
        copy("backup", "RIS/log");
    }

    @Test
    void aWitnessRefusesAForkedAndARolledBackLog() {
        exchangeOnce();
        await(() -> holds("WELFARE", "RIS", 2));
        exchange.stop("RIS");
        var keys = List.of(exchange.keys("RIS").log(), exchange.keys("RIS").logMlDsa());
        try (var forked = EvidenceLog.open(folder.resolve("forked"), origin("RIS"), keys, exchange.clock)) {
            forked.append("a", new byte[] {1});
            String shorter = forked.checkpointNow().note();
            forked.append("b", new byte[] {2});
            String equal = forked.checkpointNow().note();
            forked.append("c", new byte[] {3});
            String longer = new AddCheckpoint(
                            2,
                            forked.consistency(2, 3).hashes(),
                            forked.checkpointNow().note())
                    .toString();

            assertThat(add("WELFARE", "old 1\n\n" + shorter).statusCode()).isEqualTo(409);
            assertThat(add("WELFARE", "old 2\n\n" + equal).statusCode()).isEqualTo(422);
            assertThat(add("WELFARE", longer).statusCode()).isEqualTo(422);
        }
        assertThat(add(
                                "WELFARE",
                                "old 0\n\n"
                                        + get("WELFARE", "/witness/" + Witness.hash(origin("RIS")) + "/checkpoint")
                                                .body())
                        .body())
                .isEqualTo("2\n");
    }

    @Test
    void aLogRestoredFromAnOldBackupStopsBeforeItsFirstExchange() throws IOException {
        rollBack();

        exchange.start("RIS");

        var refused = exchange.askPerson(REST);
        assertThat(ExchangeFixture.code(refused)).isEqualTo("server.serverproxy.evidence_forked");
        assertThat(ExchangeFixture.json(refused).path("retryable").booleanValue())
                .isFalse();
        assertThat(exchange.health("RIS")).contains("\"state\":\"failing\"").contains("\"entries\":2");
        assertThat(sizeShown("RIS")).isEqualTo(2);
        assertThat(holds("WELFARE", "RIS", 6)).isTrue();
    }

    @Test
    void aStoppedLogStaysStoppedUntilItIsRestored() throws IOException {
        rollBack();
        exchange.start("RIS");
        exchange.stop("RIS");
        exchange.stop("WELFARE");
        exchange.stop("QIAO");
        exchange.start("RIS");
        assertThat(exchange.health("RIS")).contains("\"state\":\"failing\"");
        exchange.stop("RIS");

        copy("mirror", "RIS/log");
        exchange.start("QIAO");
        exchange.start("RIS");

        exchangeOnce();
        assertThat(exchange.health("RIS"))
                .doesNotContain("\"state\":\"failing\"")
                .contains("\"entries\":8");
    }

    @Test
    void aForkedLogStopsOnceAWitnessIsBack() throws IOException {
        rollBack();
        exchange.stop("WELFARE");
        exchange.stop("QIAO");
        delete("QIAO/witness");
        exchange.start("RIS");
        exchange.start("QIAO");
        exchangeOnce();
        exchangeOnce();
        exchangeOnce();
        exchangeOnce();

        exchange.start("WELFARE");

        await(() -> exchange.health("RIS").contains("\"state\":\"failing\""));
        assertThat(ExchangeFixture.code(exchange.askPerson(REST))).isEqualTo("server.serverproxy.evidence_forked");
    }

    @Test
    void theConsumersNodeRefusesBeforeAnythingGoesOut() throws IOException {
        exchangeOnce();
        exchange.stop("QIAO");
        copy("QIAO/log", "backup");
        exchange.start("QIAO");
        exchangeOnce();
        await(() -> holds("RIS", "QIAO", 4));
        exchange.stop("QIAO");
        delete("QIAO/log");
        copy("backup", "QIAO/log");
        int before = exchange.entries("RIS");

        exchange.start("QIAO");

        assertThat(ExchangeFixture.code(exchange.askPerson(REST))).isEqualTo("server.clientproxy.evidence_forked");
        assertThat(exchange.entries("RIS")).isEqualTo(before);
        assertThat(get("QIAO", "/registry").statusCode()).isEqualTo(200);
    }
}
