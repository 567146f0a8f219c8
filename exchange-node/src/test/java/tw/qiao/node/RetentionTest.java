package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.Receipt;

/** Answers are repeated for a time and then erased; what was exchanged stays proved. */
class RetentionTest {
    private static final String REST = "/A123456789?fields=name";
    private static final Duration SHORT = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @Test
    void refusesToRepeatAnAnswerAfterItsTimeAndStillProvesTheExchange() throws InterruptedException {
        try (var exchange =
                ExchangeFixture.keeping(folder, Map.of("RIS", SHORT)).startAll()) {
            String gxId = exchange.newId();
            var first = exchange.askPerson(gxId, REST);
            assertThat(exchange.askPerson(gxId, REST).body()).isEqualTo(first.body());
            var before = evidence(exchange, gxId);

            Thread.sleep(SHORT);
            var again = exchange.askPerson(gxId, REST);
            var other = exchange.askPerson(gxId, "/A123456789");
            var fresh = exchange.askPerson(REST);

            assertThat(ExchangeFixture.code(again)).isEqualTo("server.serverproxy.answer_erased");
            assertThat(again.statusCode()).isEqualTo(410);
            assertThat(ExchangeFixture.json(again).path("retryable").booleanValue())
                    .isFalse();
            assertThat(ExchangeFixture.code(other)).isEqualTo("client.duplicate_id");
            assertThat(fresh.body()).isEqualTo(first.body());
            assertThat(evidence(exchange, gxId)).startsWith(before);
            assertThat(uses(exchange).toString()).contains(gxId);
        }
    }

    @Test
    void refusesAtTheConsumersNodeWhatThatHasErased() throws InterruptedException {
        try (var exchange =
                ExchangeFixture.keeping(folder, Map.of("QIAO", SHORT)).startAll()) {
            String gxId = exchange.newId();
            exchange.askPerson(gxId, REST);

            Thread.sleep(SHORT);
            var again = exchange.askPerson(gxId, REST);
            var other = exchange.askPerson(gxId, "/A123456789");

            assertThat(ExchangeFixture.code(again)).isEqualTo("client.answer_erased");
            assertThat(again.statusCode()).isEqualTo(410);
            assertThat(ExchangeFixture.code(other)).isEqualTo("client.duplicate_id");
        }
    }

    @Test
    void destroysTheKeysOfAnswersWithoutBeingAsked() throws Exception {
        try (var exchange =
                ExchangeFixture.keeping(folder, Map.of("RIS", SHORT)).startAll()) {
            exchange.askPerson(REST);
            Path periods = exchange.settings("RIS").home().resolve("private/periods");
            assertThat(periods).isNotEmptyDirectory();

            boolean empty = false;
            for (int i = 0; i < 100 && !empty; i++) {
                Thread.sleep(100);
                try (var files = Files.list(periods)) {
                    empty = files.findAny().isEmpty();
                }
            }

            assertThat(empty).isTrue();
        }
    }

    private static JsonNode uses(ExchangeFixture exchange) {
        return ExchangeFixture.json(exchange.ask(
                "/r1/TW/GOV/RIS/household/findUsage?userCode=A123456789", "X-Road-Client", ExchangeFixture.PORTAL));
    }

    /** The entries of both sides, each of which is proved. */
    private static String evidence(ExchangeFixture exchange, String gxId) {
        var evidence = ExchangeFixture.json(exchange.ask("/evidence/" + gxId));
        assertThat(evidence.path("sides")).hasSize(2);
        assertThat(evidence.path("missing")).isEmpty();
        var entries = new StringBuilder();
        for (String kind : new String[] {"request", "response"}) {
            for (var side : evidence.path("sides")) {
                entries.append(entry(exchange, (ObjectNode) side.deepCopy(), kind));
            }
        }
        return entries.toString();
    }

    private static String entry(ExchangeFixture exchange, ObjectNode side, String kind) {
        String member = side.path("role").stringValue().equals("consumer") ? "QIAO" : "RIS";
        var receipt = CanonicalJson.MAPPER.convertValue(side.retain("origin", "checkpoint", "entries"), Receipt.class);
        receipt.verify(
                exchange.keys(member).log().verificationKey(),
                exchange.settings(member).logOrigin());
        return receipt.entries().stream()
                .filter(proven -> CanonicalJson.MAPPER
                        .readTree(proven.content())
                        .path("kind")
                        .stringValue()
                        .equals(kind))
                .map(proven -> Base64.getEncoder().encodeToString(proven.content()))
                .findFirst()
                .orElseThrow();
    }
}
