package tw.qiao.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.node.store.ExchangeRecord.StoredAnswer;
import tw.qiao.node.store.ExchangeRecord.Usage;

class PrivateStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path folder;

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
                new StoredAnswer(200, "application/json", "Ym9keQ=="));
    }

    @Test
    void findsAPersonAmongTheMentionedOfManyExchanges() {
        try (var store = PrivateStore.open(folder)) {
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

        try (var store = PrivateStore.open(folder)) {
            assertThat(ids(store, her)).containsExactly("old-2", "old-0");
            store.keep(exchange("new", NOON, "", her)).join();
            assertThat(ids(store, her)).containsExactly("new", "old-2", "old-0");
        }
        try (var store = PrivateStore.open(folder)) {
            assertThat(ids(store, her)).containsExactly("new", "old-2", "old-0");
            assertThat(store.usages(her, 0, 1).total()).isEqualTo(3);
        }
    }

    private static List<String> ids(PrivateStore store, String person) {
        return store.usages(person, 0, 50).records().stream()
                .map(ExchangeRecord::gxId)
                .toList();
    }

    /** Records as they were written before people in rows were noted; gives the keyed hash of the first person. */
    private String older(String... people) throws IOException {
        PrivateStore.open(folder).close();
        var seal = Seal.open(folder.resolve("store.key"));
        long[] positions = new long[people.length];
        try (var empty = PrivateStore.open(folder);
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
                positions[i] = file.append(_ -> record.getBytes(StandardCharsets.UTF_8))
                        .join();
            }
        }
        java.nio.file.Files.move(
                folder.resolve("older"),
                folder.resolve("exchanges.sealed"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (var store = PrivateStore.open(folder)) {
            return store.subject(people[0]);
        }
    }
}
