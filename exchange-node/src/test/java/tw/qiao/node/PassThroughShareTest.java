package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.registry.Quota;

/** What answers hold and count while they are passed on. */
@Timeout(120)
class PassThroughShareTest {
    /** What a service bears however slow it seems: a quarter of the client's share. */
    private static final int SHARE_OF_EACH = 16;

    private static final int MB_3 = 3 * 1024 * 1024 + 17;

    @TempDir
    Path folder;

    private PassThroughFixture passing;

    @BeforeEach
    void prepare() {
        passing = new PassThroughFixture(folder);
    }

    @AfterEach
    void stop() {
        passing.close();
    }

    private static Optional<String> code(HttpResponse<InputStream> answer) {
        return answer.headers().firstValue("x-road-error");
    }

    @Test
    void refusesAClientMoreThanItsShareAndAnswersItAgainLater() throws IOException {
        passing.exchange.startAll();
        var held = new ArrayList<HttpResponse<InputStream>>();
        for (String service : PassThroughFixture.COLLECTIONS) {
            for (int i = 0; i < SHARE_OF_EACH; i++) {
                held.add(passing.ask(passing.exchange.newId(), service + "/gate/" + MB_3));
            }
        }
        String gxId = passing.exchange.newId();

        var refused = passing.ask(gxId, "archive/chunks/" + MB_3);
        var small = passing.ask(passing.exchange.newId(), "archive/known/1000");
        var change = passing.send(passing.exchange.newId(), "archive/chunks/" + MB_3, "POST");
        passing.system.gate.countDown();

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(code(refused)).contains("server.serverproxy.overloaded");
        assertThat(refused.headers().firstValue("retry-after")).contains("5");
        assertThat(small.statusCode()).isEqualTo(200);
        assertThat(change.headers().firstValue("content-length")).contains(String.valueOf(MB_3));
        for (var answer : held) {
            assertThat(answer.body().readAllBytes()).hasSize(MB_3);
        }
        assertThat(passing.entries("RIS", gxId)).containsExactly("request", "refusal server.serverproxy.overloaded");
        assertThat(passing.ask(gxId, "archive/chunks/" + MB_3).body().readAllBytes())
                .hasSize(MB_3);
    }

    @Test
    void countsAnAnswerAsUnderWayUntilItsEnd() throws IOException {
        var grants = passing.exchange.grants;
        grants.replaceAll(grant -> grant.id().equals("g-archive") ? grant.with(new Quota(0, 0, 0, 0, 1)) : grant);
        passing.exchange.startAll();
        var first = passing.ask(passing.exchange.newId(), "archive/gate/" + MB_3);

        var meanwhile = passing.ask(passing.exchange.newId(), "archive/gate/" + MB_3);
        passing.system.gate.countDown();
        first.body().readAllBytes();
        var after = passing.ask(passing.exchange.newId(), "archive/gate/" + MB_3);

        assertThat(meanwhile.statusCode()).isEqualTo(429);
        assertThat(code(meanwhile)).contains("server.serverproxy.too_many_requests");
        assertThat(after.body().readAllBytes()).hasSize(MB_3);
    }

    @Test
    void tellsTheSizeOfAnAnswerInOperationalDataAndWhetherAllOfItPassed() throws IOException {
        passing.exchange.startAll();
        String whole = passing.exchange.newId();
        String cut = passing.exchange.newId();
        passing.ask(whole, "archive/chunks/" + MB_3).body().readAllBytes();
        var broken = passing.ask(cut, "archive/cut/" + MB_3);
        assertThatThrownBy(() -> broken.body().readAllBytes()).isInstanceOf(IOException.class);
        passing.entriesAfterRefusal("QIAO", cut);

        for (String code : List.of("QIAO", "RIS")) {
            assertThat(record(code, whole).path("responseSize").longValue()).isEqualTo(MB_3);
            assertThat(record(code, whole).path("succeeded").booleanValue()).isTrue();
            assertThat(record(code, cut).path("responseSize").longValue()).isBetween(1L, (long) MB_3);
            assertThat(record(code, cut).path("succeeded").booleanValue()).isFalse();
        }
        assertThat(passing.metric("RIS", "qiao_exchange_octets_total{side=\"provider\",direction=\"out\"}"))
                .isGreaterThan(MB_3);
    }

    private JsonNode record(String code, String id) {
        var found = new ArrayList<JsonNode>();
        for (JsonNode record : ExchangeFixture.json(passing.exchange.get(code, "/operational-data?from=0"))
                .path("records")) {
            if (record.path("xRequestId").stringValue("").equals(id)) {
                found.add(record);
            }
        }
        assertThat(found).hasSize(1);
        return found.getFirst();
    }
}
