package tw.qiao.platform.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

class ProgramTest {
    private static final String JSON = "application/json";

    private static TestWarehouse warehouse;
    private static String token = "";

    @BeforeAll
    static void start() {
        warehouse = TestWarehouse.start();
        token = token("測試程式");
    }

    @AfterAll
    static void stop() {
        warehouse.close();
    }

    private static String token(String name) {
        TestVisitor analyst = warehouse.analyst();
        Visited made = analyst.submit(
                analyst.open("/warehouse/programs"), "form.new-token", Map.of("name", name, "days", "7"));
        return made.document().select(".fresh-token").text();
    }

    @Test
    void answersPageByPageFromOneAnswer() {
        JsonNode first = json(warehouse.ask(token, JSON, """
                {"statement": "select date, count(*) as n from traffic_accidents_fatal where year = $1::int group by date order by date",
                 "parameters": [2020], "pageSize": 300}
                """));
        assertThat(first.path("rows")).hasSize(300);
        assertThat(first.path("types").get(0).asString()).isEqualTo("DATE");
        assertThat(first.path("provenance").path("tables").get(0).asString()).startsWith("traffic_accidents_fatal@");

        JsonNode second = json(warehouse.ask(
                token,
                JSON,
                "{\"pageSize\": 300, \"cursor\": \"" + first.path("next").asString() + "\"}"));
        assertThat(second.path("rows").size()).isEqualTo(first.path("total").asInt() - 300);
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void readsAnOlderSnapshotWhenItIsNamed() {
        JsonNode tables = json(get("/api/warehouse/tables", token)).path("tables");
        JsonNode table = tables.valueStream()
                .filter(one -> one.path("name").asString().equals("taipei_crime_points"))
                .findFirst()
                .orElseThrow();
        String snapshot = table.path("snapshot").asString();

        assertThat(table.path("rows").asInt()).isEqualTo(11510);
        JsonNode answer = json(warehouse.ask(token, JSON, """
                {"statement": "select count(*) from taipei_crime_points", "snapshots": {"taipei_crime_points": "%s"}}
                """.formatted(snapshot)));
        assertThat(answer.path("provenance").path("tables").get(0).asString())
                .isEqualTo("taipei_crime_points@" + snapshot);
        Visited unknown = warehouse.ask(token, JSON, """
                {"statement": "select count(*) from taipei_crime_points", "snapshots": {"taipei_crime_points": "42"}}
                """);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(json(unknown).path("code").asString()).isEqualTo("warehouse_snapshot");
    }

    @Test
    void answersAsCsvToWhoeverAcceptsThat() {
        Visited answer = warehouse.ask(
                token,
                "text/csv",
                "{\"statement\": \"select category, count(*) as n from taipei_crime_points group by all order by all\"}");

        assertThat(answer.response().headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(answer.response().body()).startsWith("category,n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {JSON, "text/csv", "*/*"})
    void explainsErrorsAsProblemDetails(String accept) {
        Visited wrong = warehouse.ask(token, accept, "{\"statement\": \"selec 1\"}");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.response().headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(wrong).path("code").asString()).isEqualTo("query_syntax");
        assertThat(json(wrong).path("detail").asString()).contains("line 1, column 1");
    }

    @Test
    void saysAllThatIsWrongWithABody() {
        Visited wrong =
                warehouse.ask(token, JSON, "{\"sql\": \"select 1\", \"pageSize\": 0, \"snapshots\": {\"a\": \"b\"}}");

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(json(wrong).path("detail").asString()).contains("sql", "statement", "pageSize", "snapshot of a");
        assertThat(warehouse.ask(token, JSON, "[").status()).isEqualTo(400);
        assertThat(warehouse.ask(token, JSON, "{\"cursor\": \"x\"}").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "qiao_", "qiao_wrong", "Bearer", "qiao_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void refusesTokensThatNobodyMade(String wrong) {
        Visited refused = warehouse.ask(wrong, JSON, "{\"statement\": \"select 1\"}");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.response().headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(json(refused).path("code").asString()).isEqualTo("http_401");
    }

    @Test
    void aRevokedTokenOpensNothingAnyMore() {
        String lost = token("遺失的程式");
        assertThat(warehouse.ask(lost, JSON, "{\"statement\": \"select 1\"}").status())
                .isEqualTo(200);

        TestVisitor analyst = warehouse.analyst();
        Visited page = analyst.open("/warehouse/programs");
        analyst.submit(page, "li:has(strong:containsOwn(遺失的程式)) form", Map.of());

        assertThat(warehouse.ask(lost, JSON, "{\"statement\": \"select 1\"}").status())
                .isEqualTo(401);
    }

    @Test
    void aTokenOpensNoPages() {
        Visited page = get("/warehouse", token);

        assertThat(page.address().getPath()).isEqualTo("/sign-in");
    }

    @Test
    void aSessionAloneCannotAskWithoutTheTokenOfItsForms() {
        Visited forged = warehouse
                .analyst()
                .send(HttpRequest.newBuilder(URI.create(warehouse.platform().address() + "/api/warehouse/query"))
                        .header("Content-Type", JSON)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"statement\": \"select 1\"}"))
                        .build());

        assertThat(forged.status()).isEqualTo(403);
    }

    @Test
    void keepsOnlyAHashOfEachToken() {
        assertThat(warehouse
                        .platform()
                        .database()
                        .sql("select token::text from identity.access_token token")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .noneMatch(row -> row.contains(token));
    }

    private static Visited get(String path, String token) {
        return warehouse
                .platform()
                .visitor()
                .send(HttpRequest.newBuilder(URI.create(warehouse.platform().address() + path))
                        .header("Authorization", "Bearer " + token)
                        .GET()
                        .build());
    }

    private static JsonNode json(Visited answer) {
        return CanonicalJson.MAPPER.readTree(answer.response().body());
    }
}
