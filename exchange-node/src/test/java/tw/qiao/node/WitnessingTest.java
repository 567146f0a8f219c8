package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.log.Checkpoint;
import tw.qiao.kernel.log.Note;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.log.Witness;
import tw.qiao.kernel.registry.NodeAddress;

/** Nodes that cosign each other's logs, and what they do about a log that was restored from an old backup. */
class WitnessingTest {
    private static final String REST = "/A123456789?fields=name";

    @TempDir
    Path folder;

    private ExchangeFixture exchange;

    @BeforeEach
    void start() {
        exchange = ExchangeFixture.on(folder).startAll();
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    private HttpResponse<String> get(String code, String path) {
        return exchange.send(HttpRequest.newBuilder(uri(code, path)).build());
    }

    private HttpResponse<String> add(String code, String body) {
        return exchange.send(HttpRequest.newBuilder(uri(code, "/witness/add-checkpoint"))
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private URI uri(String code, String path) {
        return URI.create("http://127.0.0.1:" + exchange.settings(code).consumerPort() + path);
    }

    private String origin(String code) {
        return exchange.settings(code).logOrigin();
    }

    private Note shown(String code) {
        return Note.parse(get(code, "/log/checkpoint").body());
    }

    private long sizeShown(String code) {
        return Long.parseLong(shown(code).text().lines().skip(1).findFirst().orElseThrow());
    }

    private NoteKey witness(String code) {
        return NoteKey.ofWitness(
                NodeAddress.witnessName(origin(code)),
                exchange.keys(code).witness().verificationKey());
    }

    private boolean isCosigned(String log, String by) {
        return shown(log).isSignedBy(witness(by));
    }

    /** Whether {@code witness} shows a checkpoint of {@code log} with at least {@code size} entries. */
    private boolean holds(String witness, String log, long size) {
        var held = get(witness, "/witness/" + Witness.hash(origin(log)) + "/checkpoint");
        return held.statusCode() == 200
                && Long.parseLong(held.body().lines().skip(1).findFirst().orElseThrow()) >= size;
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private void exchangeOnce() {
        assertThat(exchange.askPerson(REST).statusCode()).isEqualTo(200);
    }

    private void copy(String from, String to) throws IOException {
        try (var files = Files.walk(folder.resolve(from))) {
            for (Path file : files.toList()) {
                var target = folder.resolve(to)
                        .resolve(folder.resolve(from).relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private void delete(String path) throws IOException {
        try (var files = Files.walk(folder.resolve(path))) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
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
    void showsCheckpointsThatAllOtherNodesCosigned() {
        exchangeOnce();

        await(() -> sizeShown("RIS") == 2 && isCosigned("RIS", "QIAO") && isCosigned("RIS", "WELFARE"));

        var address = exchange.keys("RIS").address("https://127.0.0.1:1", origin("RIS"));
        assertThat(Checkpoint.verify(shown("RIS").toString(), origin("RIS"), address.logNoteKeys())
                        .size())
                .isEqualTo(2);
        assertThat(shown("RIS").signatures()).hasSize(4);
        assertThat(isCosigned("RIS", "RIS")).isFalse();
        await(() -> holds("WELFARE", "QIAO", 2));
    }

    @Test
    void receiptsCarryTheLinesOfWitnesses() {
        String gxId = exchange.newId();
        exchange.askPerson(gxId, REST);
        await(() -> sizeShown("QIAO") == 2 && isCosigned("QIAO", "WELFARE"));

        var evidence = ExchangeFixture.json(exchange.ask("/evidence/" + gxId));

        var note = Note.parse(evidence.path("sides").path(0).path("checkpoint").stringValue());
        assertThat(note.isSignedBy(witness("WELFARE"))).isTrue();
    }

    @Test
    void answersOverHttpAsTheSpecificationSays() {
        exchangeOnce();
        await(() -> sizeShown("RIS") == 2 && isCosigned("RIS", "WELFARE"));
        String note = get("RIS", "/log/checkpoint").body();

        var conflict = add("WELFARE", "old 0\n\n" + note);

        assertThat(conflict.statusCode()).isEqualTo(409);
        assertThat(conflict.headers().firstValue("content-type")).contains("text/x.tlog.size");
        assertThat(conflict.body()).isEqualTo("2\n");
        assertThat(add("WELFARE", "old 2\n\n" + note).body())
                .startsWith("— " + origin("WELFARE") + "/witness ")
                .endsWith("\n");
        assertThat(add("RIS", "old 0\n\n" + note).statusCode())
                .as("a node is no witness of itself")
                .isEqualTo(404);
        assertThat(add("WELFARE", "nonsense").statusCode()).isEqualTo(400);
        assertThat(get("WELFARE", "/witness/add-checkpoint").statusCode()).isEqualTo(405);
        assertThat(get("WELFARE", "/witness/" + "0".repeat(64) + "/checkpoint").statusCode())
                .isEqualTo(404);
        assertThat(get("WELFARE", "/witness/../private/checkpoint").statusCode())
                .isEqualTo(404);
    }

    @Test
    void exchangesGoOnWhileWitnessesAreAway() {
        exchange.stop("WELFARE");

        for (int i = 0; i < 20; i++) {
            long start = System.nanoTime();
            exchangeOnce();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        }
        await(() -> sizeShown("RIS") == 40 && isCosigned("RIS", "QIAO"));

        exchange.start("WELFARE");
        await(() -> sizeShown("RIS") == 40 && isCosigned("RIS", "WELFARE"));
    }

    @Test
    void aWitnessThatNeverAnswersHoldsNothingUp() throws IOException {
        exchange.stop("WELFARE");
        try (var silent =
                new ServerSocket(exchange.settings("WELFARE").providerPort(), 50, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 2; i++) {
                long start = System.nanoTime();
                exchangeOnce();
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
                long size = 2L * (i + 1);
                await(() -> sizeShown("RIS") == size && isCosigned("RIS", "QIAO"));
            }
            assertThat(silent.isClosed()).isFalse();
        }
    }

    @Test
    void asksOnlyTheWitnessesThatItsSettingsName() {
        var all = exchange.settings("RIS");
        exchange.stop("RIS");
        exchange.settings.put(
                "RIS",
                new NodeSettings(
                        all.home(),
                        all.member(),
                        all.logOrigin(),
                        all.consumerPort(),
                        all.providerPort(),
                        all.registry(),
                        all.registryKey(),
                        all.database(),
                        all.services(),
                        List.of("TW/GOV/WELFARE")));
        exchange.start("RIS");
        exchangeOnce();

        await(() -> sizeShown("RIS") == 2 && isCosigned("RIS", "WELFARE"));
        assertThat(isCosigned("RIS", "QIAO")).isFalse();
    }

    @Test
    void aLogRestoredFromAnOldBackupStopsBeforeItsFirstExchange() throws IOException {
        rollBack();

        exchange.start("RIS");

        var refused = exchange.askPerson(REST);
        assertThat(ExchangeFixture.code(refused)).isEqualTo("server.serverproxy.evidence_forked");
        assertThat(ExchangeFixture.json(refused).path("retryable").booleanValue())
                .isFalse();
        assertThat(exchange.health("RIS")).contains("\"status\":\"stopped\"").contains("\"entries\":2");
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
        assertThat(exchange.health("RIS")).contains("\"status\":\"stopped\"");
        exchange.stop("RIS");

        copy("mirror", "RIS/log");
        exchange.start("QIAO");
        exchange.start("RIS");

        exchangeOnce();
        assertThat(exchange.health("RIS")).contains("\"status\":\"up\"").contains("\"entries\":8");
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

        await(() -> exchange.health("RIS").contains("\"status\":\"stopped\""));
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
        String before = exchange.health("RIS");

        exchange.start("QIAO");

        assertThat(ExchangeFixture.code(exchange.askPerson(REST))).isEqualTo("server.clientproxy.evidence_forked");
        assertThat(exchange.health("RIS")).isEqualTo(before);
        assertThat(get("QIAO", "/registry").statusCode()).isEqualTo(200);
    }
}
