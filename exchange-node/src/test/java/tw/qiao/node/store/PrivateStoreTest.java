package tw.qiao.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.node.store.ExchangeRecord.StoredAnswer;
import tw.qiao.node.store.ExchangeRecord.Usage;

class PrivateStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final Duration DAY = Duration.ofHours(24);

    @TempDir
    Path folder;

    private PrivateStore open(Instant now) {
        return PrivateStore.open(folder, DAY, Clock.fixed(now, ZoneOffset.UTC));
    }

    static ExchangeRecord exchange(String gxId, Instant time, String subject, String... mentioned) {
        return new ExchangeRecord(
                "provider",
                gxId,
                time,
                "TW/GOV/QIAO/portal",
                "TW/GOV/RIS/household/persons",
                "Y29udGVudA==",
                "c2FsdA",
                "registration",
                "act-15",
                "",
                new Usage(subject, List.of("name"), List.of(mentioned)),
                new StoredAnswer(200, "application/json", "Ym9keQ==", "etag=\"1\""));
    }

    @Test
    void findsAPersonAmongTheMentionedOfManyExchanges() {
        try (var store = open(NOON)) {
            String firm = store.subject("12345675");
            String her = store.subject("A123456789");
            String him = store.subject("B123456780");
            store.keep(exchange("1", NOON, firm, her, him)).join();
            store.keep(exchange("2", NOON, her)).join();
            store.keep(exchange("3", NOON, firm, him)).join();
            store.keep(exchange("4", NOON, "", her, him)).join();

            assertThat(ids(store, her)).containsExactly("4", "2", "1");
            assertThat(ids(store, him)).containsExactly("4", "3", "1");
            assertThat(ids(store, firm)).containsExactly("3", "1");
            assertThat(store.usages(her, 1, 1).records()).extracting("gxId").containsExactly("2");
            assertThat(store.usages(her, 1, 1).total()).isEqualTo(3);
            assertThat(store.usages(store.subject("C100000000"), 0, 50).total()).isZero();
        }
    }

    @Test
    void goesOnWithTheRecordsOfAnOlderNode() throws IOException {
        String her = older("A123456789", "B123456780", "A123456789");

        try (var store = open(NOON)) {
            assertThat(ids(store, her)).containsExactly("old-2", "old-0");
            store.keep(exchange("new", NOON, "", her)).join();
            assertThat(ids(store, her)).containsExactly("new", "old-2", "old-0");
        }
        try (var store = open(NOON)) {
            assertThat(ids(store, her)).containsExactly("new", "old-2", "old-0");
            assertThat(store.usages(her, 0, 1).total()).isEqualTo(3);
        }
    }

    @Test
    void repeatsAnAnswerUntilItsTimeAndNotAfterwards() {
        try (var store = open(NOON)) {
            store.keep(exchange("1", NOON, "")).join();
        }
        try (var store = open(NOON.plus(DAY).minusMillis(1))) {
            assertThat(found(store, "1")).isEqualTo(exchange("1", NOON, ""));
        }
        try (var store = open(NOON.plus(DAY))) {
            var erased = found(store, "1");
            assertThat(erased.wasErased()).isTrue();
            assertThat(erased.answer()).isEqualTo(new StoredAnswer(200, "application/json", "", ""));
            assertThat(erased.content()).isEqualTo("Y29udGVudA==");
        }
    }

    @Test
    void cannotReadAnErasedAnswerEvenFromACopyOfTheFile() throws IOException {
        try (var store = open(NOON)) {
            store.keep(exchange("1", NOON, "")).join();
            store.keep(exchange("2", NOON.plusSeconds(7200), "")).join();
        }
        open(NOON.plus(DAY).plusSeconds(3600)).close();

        try (var clockSetBack = open(NOON)) {
            assertThat(found(clockSetBack, "1").wasErased()).isTrue();
            assertThat(found(clockSetBack, "2").answer().body()).isEqualTo("Ym9keQ==");
        }
        assertThat(clear()).allSatisfy(record -> assertThat(record).doesNotContain("Ym9keQ==", "c2FsdA"));
    }

    @Test
    void endsAnErasingThatWasKilledHalfWay() throws IOException {
        try (var store = open(NOON)) {
            store.keep(exchange("1", NOON, "")).join();
            store.keep(exchange("2", NOON.plusSeconds(7200), "")).join();
        }
        Path periods = folder.resolve("periods");
        String first = NOON.getEpochSecond() + "-3600.key";
        Files.move(periods.resolve(first), periods.resolve(first + ".erasing"));
        Files.write(periods.resolve(first + ".erasing"), new byte[32], StandardOpenOption.WRITE);
        Files.write(periods.resolve("1-3600.key.new"), new byte[10]);

        try (var store = open(NOON.plus(DAY).plusSeconds(1))) {
            assertThat(found(store, "1").wasErased()).isTrue();
            assertThat(found(store, "2")).isEqualTo(exchange("2", NOON.plusSeconds(7200), ""));
        }
        try (var files = Files.list(periods)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void erasesTheAnswersThatAnOlderNodeKeptForEver() throws IOException {
        older("A123456789");
        Files.write(folder.resolve("exchanges.rewritten"), new byte[] {1, 2, 3});
        assertThat(clear()).singleElement().asString().contains("Ym9keQ==");

        try (var store = open(NOON)) {
            assertThat(found(store, "old-0").answer().body()).isEqualTo("Ym9keQ==");
            assertThat(found(store, "old-0").salt()).isEqualTo("c2FsdA");
        }
        assertThat(clear()).singleElement().asString().contains("old-0").doesNotContain("Ym9keQ==", "c2FsdA");
        assertThat(folder.resolve("exchanges.rewritten")).doesNotExist();
        try (var store = open(NOON.plus(DAY))) {
            assertThat(found(store, "old-0").wasErased()).isTrue();
        }
    }

    private static ExchangeRecord found(PrivateStore store, String gxId) {
        return store.find("provider", gxId).orElseThrow();
    }

    /** All records as whoever has the store's own key reads them. */
    private List<String> clear() throws IOException {
        var records = new ArrayList<String>();
        var seal = Seal.open(folder.resolve("store.key"));
        SealedFile.open(
                        folder.resolve("exchanges.sealed"),
                        seal,
                        (_, content) -> records.add(new String(content, StandardCharsets.UTF_8)))
                .close();
        return records;
    }

    private static List<String> ids(PrivateStore store, String person) {
        return store.usages(person, 0, 50).records().stream()
                .map(ExchangeRecord::gxId)
                .toList();
    }

    /** Records as they were written before people in rows were noted; gives the keyed hash of the first person. */
    private String older(String... people) throws IOException {
        open(NOON).close();
        var seal = Seal.open(folder.resolve("store.key"));
        long[] positions = new long[people.length];
        try (var empty = open(NOON);
                var file = SealedFile.open(folder.resolve("older"), seal, (_, _) -> {})) {
            for (int i = 0; i < people.length; i++) {
                int before = Arrays.asList(people).subList(0, i).lastIndexOf(people[i]);
                String record = """
                        {"exchange":{"side":"provider","gx_id":"old-%d","time":"2026-11-21T11:00:00Z","client":"c",
                        "service":"s","content":"Y29udGVudA==","salt":"c2FsdA","purpose":"p","basis":"b","consent":"",
                        "usage":{"subject":"%s","fields":["name"]},
                        "answer":{"status":200,"content_type":"application/json","body":"Ym9keQ=="}},
                        "previous":%d,"ordinal":%d}""".formatted(
                                i, empty.subject(people[i]), before < 0 ? -1 : positions[before], before < 0 ? 1 : 2);
                int place = i;
                file.append(position -> {
                            positions[place] = position;
                            return record.getBytes(StandardCharsets.UTF_8);
                        })
                        .join();
            }
        }
        Files.move(folder.resolve("older"), folder.resolve("exchanges.sealed"), StandardCopyOption.REPLACE_EXISTING);
        byte[] hash = seal.hash(("subject/" + people[0]).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
