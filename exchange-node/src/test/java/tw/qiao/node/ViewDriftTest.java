package tw.qiao.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.registry.Grant;
import tw.qiao.node.service.ServiceDeclaration;

/** A view that becomes another while the service that was generated from it runs, and one of unusual columns. */
class ViewDriftTest {
    private static final String SOUND = "select national_id, name, birth_date, household_no";
    private static final String MALFORMED = "server.serverproxy.service_failed.malformed_service";

    private ExchangeFixture exchange;

    @BeforeEach
    void start(@TempDir Path folder) throws SQLException {
        become(SOUND);
        exchange = new ExchangeFixture(
                folder,
                HouseholdRegister.url(),
                declared("drifting", "household.api_drifting", "national_id", "name", "birth_date", "household_no"),
                declared("unusual", "household.特殊 \"檢視\"", "編號", "select", "A\"b", "金額", "時間", "陣列", "資料"));
        for (String code : List.of("drifting", "unusual")) {
            var now = Instant.now();
            exchange.grants.add(new Grant(
                    "g-" + code,
                    ExchangeFixture.PORTAL,
                    "TW/GOV/RIS/household/" + code,
                    Set.of("GET"),
                    code.equals("drifting") ? "/{national_id}" : "/{編號}",
                    Set.of("test"),
                    "act-15",
                    Set.of("name", "birth_date", "household_no", "select", "A\"b", "金額", "時間", "陣列", "資料"),
                    now.minusSeconds(60),
                    now.plusSeconds(3600)));
        }
        exchange.startAll();
    }

    @AfterEach
    void stop() throws SQLException {
        exchange.close();
        execute("drop view if exists household.api_drifting");
    }

    private static ServiceDeclaration declared(String code, String view, String parameter, String... fields) {
        return ServiceDeclaration.ofView("household", code, view, parameter, List.of(fields), List.of(), code, code);
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(HouseholdRegister.url(), "postgres", "postgres");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Has the view show something else. */
    private static void become(String select) throws SQLException {
        execute("drop view if exists household.api_drifting");
        if (!select.isEmpty()) {
            execute("create view household.api_drifting as " + select + " from household.person");
        }
    }

    private HttpResponse<String> ask(String rest) {
        return exchange.ask(
                "/r1/TW/GOV/RIS/household/" + rest,
                "X-Road-Client",
                ExchangeFixture.PORTAL,
                "Gx-Purpose",
                "test",
                "Gx-Basis",
                "act-15");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "select national_id, name, household_no",
                "select name, birth_date, household_no",
                "select national_id, secret as name, birth_date::text || ' or so' as birth_date, household_no",
                "select national_id, name, birth_date, name as household_no"
            })
    void refusesWhatIsNotAsItWasAndGoesOnWhenItIsAgain(String other) throws SQLException {
        var before = ask("drifting/A123456789");
        become(other);
        var first = ask("drifting/A123456789");
        var second = ask("drifting/A123456789");
        become(SOUND);
        var _ = ask("drifting/A123456789");
        var after = ask("drifting/A123456789");

        assertThat(before.statusCode()).as(before.body()).isEqualTo(200);
        assertThat(ExchangeFixture.code(first))
                .startsWith("server.serverproxy.service_failed.")
                .isNotEqualTo("server.serverproxy.service_failed.database_error");
        assertThat(first.body()).doesNotContain("王", "1980", "or so", "household.person", "\"x\"");
        if (!other.contains("as ")) {
            assertThat(ExchangeFixture.code(second)).isEqualTo(MALFORMED);
        }
        assertThat(after.body().replace("\"9007199254740993\"", "9007199254740993")) // a column's type may have changed
                .isEqualTo(before.body());
    }

    @Test
    void tellsNoColumnThatTheViewGotLater() throws SQLException {
        var before = ask("drifting/A123456789");
        become("select secret, national_id, name, birth_date, household_no");

        var after = ask("drifting/A123456789");

        assertThat(after.body()).isEqualTo(before.body()).doesNotContain("secret");
    }

    @Test
    void tellsUnusualNamesAndValuesAsTheyAre() throws SQLException {
        execute("drop view if exists household.\"特殊 \"\"檢視\"\"\"");
        execute("create view household.\"特殊 \"\"檢視\"\"\" as select * from (values"
                + " (1::bigint, 'a'::text, null::text, 1234.50::numeric, 'infinity'::timestamptz,"
                + " array['甲', null, 'b,\"']::text[], '{\"k\": [1]}'::jsonb),"
                + " (2, '', 'x', 'NaN', '0044-03-15 00:00:00+00 BC', '{}', 'null'))"
                + " as rows (\"編號\", \"select\", \"A\"\"b\", \"金額\", \"時間\", \"陣列\", \"資料\")");

        var first = ask("unusual/1");
        var second = ask("unusual/2");

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(ExchangeFixture.json(first).path("data").path(0).toString())
                .isEqualTo("{\"select\":\"a\",\"A\\\"b\":null,\"金額\":\"1234.50\",\"時間\":\"infinity\","
                        + "\"陣列\":\"{甲,NULL,\\\"b,\\\\\\\"\\\"}\",\"資料\":\"{\\\"k\\\": [1]}\"}");
        assertThat(ExchangeFixture.json(second).path("data").path(0).toString())
                .isEqualTo("{\"select\":\"\",\"A\\\"b\":\"x\",\"金額\":\"NaN\",\"時間\":\"-0043-03-15T00:00:00Z\","
                        + "\"陣列\":\"{}\",\"資料\":\"null\"}");
        assertThat(ask("unusual/9223372036854775808").statusCode()).isEqualTo(400);
    }
}
