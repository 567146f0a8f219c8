package tw.qiao.node.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Sha256;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.NewEntry;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.message.Body;
import tw.qiao.node.spool.Bounds;
import tw.qiao.node.spool.Room;
import tw.qiao.node.spool.Spool;
import tw.qiao.node.store.ExchangeRecord.StoredAnswer;
import tw.qiao.node.store.ExchangeRecord.Usage;

class PrivateStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ED25519);
    private static final String ANSWER = "the answer";
    private static final String SALT = "c2FsdHNhbHRzYWx0c2FsdA";

    @TempDir
    Path folder;

    /** A store on a clock, with the log to which it attaches. */
    private record Opened(EvidenceLog log, PrivateStore store) {
        void keep(ExchangeRecord exchange) {
            String key = key(exchange.gxId());
            var message = new KeptMessage("base".getBytes(UTF_8), "signature".getBytes(UTF_8));
            log.append(store.attach(new NewEntry(key, key.getBytes(UTF_8)), key, exchange, message));
        }

        ExchangeRecord found(String gxId) {
            return store.find(key(gxId)).orElseThrow();
        }

        List<String> uses(String person) {
            return store.usages(person, 0, 50).records().stream()
                    .map(ExchangeRecord::gxId)
                    .toList();
        }
    }

    private static String key(String gxId) {
        return "provider/response/" + gxId;
    }

    private void at(Instant now, Consumer<Opened> action) {
        var clock = Clock.fixed(now, ZoneOffset.UTC);
        try (var log = EvidenceLog.open(folder.resolve("log"), "log", KEY, clock)) {
            action.accept(new Opened(log, PrivateStore.open(folder.resolve("private"), log, DAY, 1L << 30, clock)));
        }
    }

    private static ExchangeRecord exchange(String gxId, Instant time, String subject, String... mentioned) {
        return new ExchangeRecord(
                "provider",
                gxId,
                time,
                "TW/GOV/QIAO/portal",
                "TW/GOV/RIS/household/persons",
                "Y29udGVudA==",
                SALT,
                "registration",
                "act-15",
                "",
                new Usage(subject, List.of("name"), List.of(mentioned)),
                new StoredAnswer(200, "application/json", Body.of(ANSWER.getBytes(UTF_8)), "etag=\"1\""));
    }

    @Test
    void findsAPersonAmongTheMentionedOfManyExchangesAlsoAfterAnotherStart() {
        at(NOON, opened -> {
            var store = opened.store();
            String firm = store.subject("12345675");
            String her = store.subject("A123456789");
            String him = store.subject("B123456780");
            opened.keep(exchange("1", NOON, firm, her, him));
            opened.keep(exchange("2", NOON, her));
            opened.keep(exchange("3", NOON, firm, him));
            opened.keep(exchange("4", NOON, "", her, him));
            assertThat(opened.uses(firm)).containsExactly("3", "1");
        });
        at(NOON, opened -> {
            var store = opened.store();
            String her = store.subject("A123456789");
            String him = store.subject("B123456780");
            opened.keep(exchange("5", NOON, her));
            assertThat(opened.uses(her)).containsExactly("5", "4", "2", "1");
            assertThat(opened.uses(him)).containsExactly("4", "3", "1");
            assertThat(store.usages(her, 1, 1).records()).extracting("gxId").containsExactly("4");
            assertThat(store.usages(her, 1, 1).total()).isEqualTo(4);
            assertThat(store.usages(store.subject("C100000000"), 0, 50).total()).isZero();
        });
    }

    @Test
    void repeatsAnAnswerUntilItsTimeAndNotAfterwards() {
        at(NOON, opened -> opened.keep(exchange("1", NOON, "")));
        at(NOON.plus(DAY).minusMillis(1), opened -> {
            var found = opened.found("1");
            assertThat(found.answer().body().text()).isEqualTo(ANSWER);
            assertThat(found.answer().headers()).isEqualTo("etag=\"1\"");
            assertThat(found.salt()).isEqualTo(SALT);
        });
        at(NOON.plus(DAY), opened -> {
            var erased = opened.found("1");
            assertThat(erased.wasErased()).isTrue();
            assertThat(erased.answer()).isEqualTo(new StoredAnswer(200, "application/json", Body.EMPTY, ""));
            assertThat(erased.content()).isEqualTo("Y29udGVudA==");
        });
    }

    @Test
    void keepsALargeAnswerInAFileThatGoesWithItsPeriod() {
        byte[] octets = "large".repeat(100_000).getBytes(UTF_8);
        var spool = Spool.open(folder.resolve("spool"), Bounds.CUSTOMARY);
        at(
                NOON,
                opened ->
                        Spool.during(() -> opened.keep(exchange("1", NOON, "").with(SALT, large(spool, octets), ""))));
        at(NOON.plus(DAY).minusMillis(1), opened -> {
            var answer = opened.found("1").answer();
            assertThat(answer.isThere()).isTrue();
            assertThat(answer.body().sha256()).isEqualTo(Sha256.of(octets));
            assertThat(read(answer.body())).isEqualTo(octets);
        });
        at(NOON.plus(DAY).plus(Duration.ofHours(1)), opened -> {
            assertThat(opened.found("1").wasErased()).isTrue();
            assertThat(folder.resolve("private/answers")).isEmptyDirectory();
        });
    }

    private static Body large(Spool spool, byte[] octets) {
        try {
            var intake = Room.in(spool, octets.length).intake(octets.length);
            intake.write(octets, 0, octets.length);
            return intake.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Body body) {
        try (var in = body.open()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keepsTheMessageAndTheOtherPartysSignatureUntilTheirTime() {
        at(NOON, opened -> {
            opened.keep(exchange("1", NOON, ""));
            var message = new KeptMessage("asked".getBytes(UTF_8), "theirs".getBytes(UTF_8));
            String key = "provider/request/1";
            opened.log().append(opened.store().attach(new NewEntry(key, new byte[1]), key, SALT, message));
        });
        at(NOON, opened -> {
            var message = opened.store().message("provider/request/1").orElseThrow();
            assertThat(new String(message.base(), UTF_8)).isEqualTo("asked");
            assertThat(new String(message.signature(), UTF_8)).isEqualTo("theirs");
            assertThat(opened.store().find("provider/request/1")).isEmpty();
        });
        at(NOON.plus(DAY).plusSeconds(3600), opened -> {
            assertThat(opened.store().message("provider/request/1")).isEmpty();
            assertThat(opened.store().message(key("1"))).isEmpty();
        });
    }

    @Test
    void cannotReadAnErasedAnswerEvenWithTheClockSetBack() {
        at(NOON, opened -> {
            opened.keep(exchange("1", NOON, ""));
            opened.keep(exchange("2", NOON.plusSeconds(7200), ""));
        });
        at(NOON.plus(DAY).plusSeconds(3600), opened -> {});
        at(NOON, opened -> {
            assertThat(opened.found("1").wasErased()).isTrue();
            assertThat(opened.found("2").answer().body().text()).isEqualTo(ANSWER);
        });
    }

    @Test
    void endsAnErasingThatWasKilledHalfWay() throws IOException {
        at(NOON, opened -> {
            opened.keep(exchange("1", NOON, ""));
            opened.keep(exchange("2", NOON.plusSeconds(7200), ""));
        });
        Path periods = folder.resolve("private/periods");
        String first = NOON.getEpochSecond() + "-3600.key";
        Files.move(periods.resolve(first), periods.resolve(first + ".erasing"));
        Files.write(periods.resolve(first + ".erasing"), new byte[32], StandardOpenOption.WRITE);
        Files.write(periods.resolve("1-3600.key.new"), new byte[10]);

        at(NOON.plus(DAY).plusSeconds(1), opened -> {
            assertThat(opened.found("1").wasErased()).isTrue();
            assertThat(opened.found("2").answer().body().text()).isEqualTo(ANSWER);
        });
        try (var files = Files.list(periods)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void leavesNothingReadableOnTheDisk() throws IOException {
        at(NOON, opened -> opened.keep(exchange("1", NOON, opened.store().subject("A123456789"))));
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), UTF_8))
                        .doesNotContain(ANSWER, SALT, "registration", "A123456789");
            }
        }
    }
}
