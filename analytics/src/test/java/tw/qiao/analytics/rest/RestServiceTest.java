package tw.qiao.analytics.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.query.SmallWarehouse;
import tw.qiao.kernel.CanonicalJson;

class RestServiceTest {
    @TempDir
    private static Path folder;

    private static SmallWarehouse small;
    private static RestService service;

    @BeforeAll
    static void open() {
        small = new SmallWarehouse(folder);
        var some = Optional.of(new TableRule.Rows("village", List.of("仁愛村")));
        var undescribed = new TableRule(
                Guests.table("villages", Column.of("village", ColumnType.parse("text"), true)),
                Optional.empty(),
                false);
        service = new RestService(
                small.warehouse(),
                new Tokens(Map.of(
                        "analysts", Guests.of(small, Clearance.ANALYST),
                        "insiders", Guests.of(small, Guests.ALL),
                        "villagers", with(Guests.births(some, false)),
                        "counters", with(Guests.births(Optional.empty(), true)),
                        "early", Guests.of(small, new Policy(Guests.ALL, Map.of("villages", undescribed))))));
    }

    private static Guest with(TableRule births) {
        return Guests.of(small, new Policy(Guests.ALL, Map.of("births", births)));
    }

    @AfterAll
    static void close() {
        small.close();
    }

    @Test
    void filesOfTablesWithHiddenRowsColumnsOrPeopleAreNotThere() throws IOException {
        String birth = json(get("insiders", "/v1/files/births"))
                .path("files")
                .get(0)
                .path("path")
                .asString();
        String village = json(get("insiders", "/v1/files/villages"))
                .path("files")
                .get(0)
                .path("path")
                .asString();
        assertThat(get("insiders", birth).status()).isEqualTo(200);
        for (String token : List.of("analysts", "villagers", "counters")) {
            assertThat(get(token, birth).status()).as(token).isEqualTo(404);
            assertThat(get(token, "/v1/files/births").status()).as(token).isEqualTo(404);
            assertThat(get(token, "/v1/namespaces/warehouse/tables/births").status())
                    .as(token)
                    .isEqualTo(404);
            assertThat(text(get(token, "/v1/namespaces/warehouse/tables")))
                    .as(token)
                    .doesNotContain("births");
        }
        assertThat(get("early", village).status())
                .as("a column that nobody described")
                .isEqualTo(404);
    }

    @Test
    void handsOutTheFilesOfATableInPartsAndNoOthers() throws IOException {
        JsonNode file =
                json(get("analysts", "/v1/files/villages")).path("files").get(0);
        String path = file.path("path").asString();
        byte[] whole = bytes(get("analysts", path));

        assertThat(whole).hasSize(file.path("bytes").asInt());
        assertThat(new String(whole, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
        Reply end = ask("GET", "analysts", path, Map.of("range", "bytes=-4"), "");
        assertThat(end.status()).isEqualTo(206);
        assertThat(end.headers())
                .containsEntry(
                        "Content-Range", "bytes %d-%d/%d".formatted(whole.length - 4, whole.length - 1, whole.length));
        assertThat(text(end)).isEqualTo("PAR1");
        assertThat(bytes(ask("GET", "analysts", path, Map.of("range", "bytes=2-"), "")))
                .isEqualTo(Arrays.copyOfRange(whole, 2, whole.length));
        assertThat(ask("GET", "analysts", path, Map.of("range", "bytes=999999-"), "")
                        .status())
                .isEqualTo(416);
        Files.writeString(small.warehouse().folder().resolve("villages/stray.txt"), "not referred to");
        for (String name : List.of(
                "stray.txt", "..%2Fbirths%2Fdata", "../births/data", "%2Fetc%2Fpasswd", "metadata", "", "%00", "%zz")) {
            assertThat(get("analysts", "/v1/files/villages/" + name).status())
                    .as(name)
                    .isBetween(400, 404);
        }
    }

    @Test
    void answersAStatementAsJsonCsvOrArrow() throws IOException {
        String body = "{\"statement\": \"select village, births from births where births > $1::int order by births\","
                + "\"parameters\": [2]}";

        JsonNode json = json(ask("POST", "analysts", "/v1/query", Map.of(), body));
        assertThat(json.path("rows").toString()).isEqualTo("[[\"仁愛村\",3],[\"介壽村\",5]]");
        assertThat(json.has("cursor")).isFalse();
        assertThat(text(ask("POST", "analysts", "/v1/query", Map.of("accept", "text/csv"), body)))
                .isEqualTo("village,births\r\n仁愛村,3\r\n介壽村,5\r\n");
        byte[] arrow = bytes(
                ask("POST", "analysts", "/v1/query", Map.of("accept", "application/vnd.apache.arrow.stream"), body));
        try (var allocator = new RootAllocator();
                var reader = new ArrowStreamReader(new ByteArrayInputStream(arrow), allocator)) {
            assertThat(reader.loadNextBatch()).isTrue();
            assertThat(reader.getVectorSchemaRoot().getVector("births").getObject(1))
                    .isEqualTo(5L);
        }
        assertThat(ask("POST", "analysts", "/v1/query", Map.of("accept", "image/png"), body)
                        .status())
                .isEqualTo(406);
    }

    @Test
    void pagesFitTogetherAlthoughTheTableGrowsMeanwhile() throws IOException {
        var villages = new ArrayList<String>();
        String cursor = "";
        try (var workbench = Workbench.open(folder.resolve("growing"), 128, 1)) {
            for (int pages = 0; pages < 9; pages++) {
                JsonNode page = json(ask(
                        "POST",
                        "insiders",
                        "/v1/query",
                        Map.of(),
                        "{\"statement\": \"select mother, village from births\", \"maximumRows\": 1" + cursor + "}"));
                page.path("rows").forEach(row -> villages.add(row.toString()));
                if (!page.has("cursor")) {
                    break;
                }
                cursor = ", \"cursor\": \"" + page.path("cursor").asString() + "\"";
                small.warehouse()
                        .table("births")
                        .append(
                                workbench,
                                "select '新村' as village, date '2024-03-01' as month, '0' as mother,"
                                        + " 1::bigint as births, 1::decimal(12,2) as amount");
            }
        }
        assertThat(villages)
                .containsExactly(
                        "[\"12\",\"介壽村\"]",
                        "[\"李小華\",\"仁愛村\"]",
                        "[\"王小明\",\"仁愛村\"]",
                        "[{\"missing\":\"unknown\"},\"介壽村\"]");
        Reply other = ask(
                "POST", "insiders", "/v1/query", Map.of(), "{\"statement\": \"select 1 from births\"" + cursor + "}");
        assertThat(other.status()).isEqualTo(400);
        assertThat(text(other)).contains("rest_cursor");
    }

    @Test
    void saysWhatIsWrongAsProblemDetailsAndToIcebergsClientsInTheirShape() throws IOException {
        Reply refused = ask(
                "POST",
                "analysts",
                "/v1/query",
                Map.of(),
                "{\"statement\": \"select * from read_text('/etc/passwd')\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(json(refused).path("code").asString()).isEqualTo("query_table_function");
        assertThat(text(ask(
                        "POST", "analysts", "/v1/query", Map.of(), "{\"statement\": \"select mother from births\"}")))
                .contains("query_wrong");
        assertThat(ask("POST", "counters", "/v1/query", Map.of(), "{\"statement\": \"select village from births\"}")
                        .status())
                .isEqualTo(403);
        for (String body : List.of("", "[]", "{", "{\"statement\": \"select 1\", \"cursor\": \"x\"}")) {
            assertThat(ask("POST", "analysts", "/v1/query", Map.of(), body).status())
                    .isEqualTo(400);
        }
        assertThat(get("analysts", "/v1/query").status()).isEqualTo(405);

        JsonNode error =
                json(get("analysts", "/v1/namespaces/warehouse/tables/nosuch")).path("error");
        assertThat(error.path("type").asString()).isEqualTo("NoSuchTableException");
        assertThat(error.path("code").asInt()).isEqualTo(404);
        assertThat(ask("DELETE", "insiders", "/v1/namespaces/warehouse/tables/births", Map.of(), "")
                        .status())
                .isEqualTo(403);
        Reply stranger = get("guessed", "/v1/config");
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.headers()).containsEntry("WWW-Authenticate", "Bearer");
    }

    private static Reply get(String token, String path) {
        return ask("GET", token, path, Map.of(), "");
    }

    private static Reply ask(String method, String token, String path, Map<String, String> headers, String body) {
        var all = new HashMap<>(headers);
        all.put("authorization", "Bearer " + token);
        return service.answer(new Request(method, path, all, body));
    }

    private static byte[] bytes(Reply reply) throws IOException {
        var bytes = new ByteArrayOutputStream();
        reply.content().write(bytes);
        return bytes.toByteArray();
    }

    private static String text(Reply reply) throws IOException {
        return new String(bytes(reply), StandardCharsets.UTF_8);
    }

    private static JsonNode json(Reply reply) throws IOException {
        return CanonicalJson.MAPPER.readTree(bytes(reply));
    }
}
