package tw.qiao.analytics.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.analytics.query.Queries;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.query.SmallWarehouse;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

class EgressTest {
    private static final TableDescription BIRTHS = new TableDescription(
            "births",
            1,
            "出生",
            "Births",
            "test",
            List.of(
                    column("village", "text", Column.PersonalData.NONE),
                    column("month", "month", Column.PersonalData.INDIRECT),
                    column("mother", "text", Column.PersonalData.IDENTIFYING),
                    column("births", "integer", Column.PersonalData.NONE)),
            List.of());

    @TempDir
    private static Path folder;

    private static SmallWarehouse small;

    @BeforeAll
    static void open() {
        small = new SmallWarehouse(folder);
    }

    @AfterAll
    static void close() {
        small.close();
    }

    @Test
    void showsColumnsByHowNearTheyAreToAPerson() {
        assertThat(text(ask(Clearance.ANALYST, "select * from births order by births desc nulls last limit 1")))
                .isEqualTo("village,month,births\n介壽村,2024-01-01,5\n");
        assertThatThrownBy(() -> ask(Clearance.ANALYST, "select mother from births"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("query_wrong"));
        assertThatThrownBy(() -> ask(Clearance.PUBLIC, "select month from births"))
                .isInstanceOf(Problem.class);
    }

    @Test
    void masksSoThatConditionsLearnNothingEither() {
        var masked = new Clearance(Map.of(
                Column.PersonalData.NONE, Treatment.ALLOWED,
                Column.PersonalData.IDENTIFYING, Treatment.MASKED,
                Column.PersonalData.INDIRECT, Treatment.MASKED));

        assertThat(text(ask(masked, "select distinct mother, month from births where mother is not null")))
                .isEqualTo("mother,month\n＊,2024-01-01\n");
        assertThat(text(ask(masked, "select count(*) as n from births where mother like '王%'")))
                .isEqualTo("n\n0\n");
        assertThat(text(ask(masked, "select count(*) as n from births where month = date '2024-02-01'")))
                .isEqualTo("n\n0\n");
    }

    @Test
    void neverTouchesARowThatMayNotBeSeen() {
        var all = new Clearance(Map.of(
                Column.PersonalData.NONE, Treatment.ALLOWED, Column.PersonalData.IDENTIFYING, Treatment.ALLOWED));
        var rows = Optional.of(new TableRule.Rows("village", List.of("介壽村")));
        var egress = new Egress(new Policy(all, Map.of("births", new TableRule(BIRTHS, rows, false))));

        // the other village's texts are no numbers, so that touching them fails
        Found found = run(egress, "select count(*) as n from births where coalesce(mother, '0')::int > 1");

        assertThat(text(egress.rows(found))).isEqualTo("n\n1\n");
    }

    @Test
    void knowsNoTableWithoutARule() {
        assertThatThrownBy(() -> ask(Clearance.ANALYST, "select * from villages"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("query_table"))
                .hasMessageNotContaining("villages,");
    }

    @Test
    void letsOnlyCountsOfPeopleLeave() {
        var egress = new Egress(
                new Policy(Clearance.ANALYST, Map.of("births", new TableRule(BIRTHS, Optional.empty(), true))));
        Found rows = run(egress, "select village from births");
        Found counts = run(egress, "select village, count(*) as people from births group by rollup(village)");

        assertThatThrownBy(() -> egress.rows(rows))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("egress_counts_only"));
        assertThat(egress.counts(counts, CountLayout.byArea(List.of("village"), "people"), Threshold.of(3))
                        .rows())
                .filteredOn(row -> row.getFirst() instanceof Cell.Text)
                .allMatch(row -> row.getLast() instanceof Cell.Suppressed);
    }

    @Test
    void leavesOutWhatIsDerivedFromASmallCountAndKeepsYearsApart() {
        var layout = new CountLayout(
                List.of("year"),
                List.of("town"),
                Optional.empty(),
                List.of("men", "women", "all"),
                Optional.of("all"),
                List.of("rate"),
                List.of(),
                Set.of("合計"));
        Result result = SmallCounts.suppress(
                result(List.of("year", "town", "men", "women", "all", "rate"), """
                        [[113, "東引鄉", 1, 8, 9, 1.5], [113, "北竿鄉", 7, 6, 13, 2.5], [113, "莒光鄉", 20, 30, 50, 3.5],
                         [113, "合計", 28, 44, 72, 2.0], [112, "東引鄉", 5, 8, 13, 1.7], [112, "合計", 5, 8, 13, 1.7]]
                        """), layout, Threshold.CUSTOMARY);

        assertThat(text(result)).isEqualTo("""
                year,town,men,women,all,rate
                113,東引鄉,*,*,9,*
                113,北竿鄉,*,*,13,*
                113,莒光鄉,20,30,50,3.5
                113,合計,28,44,72,2.0
                112,東引鄉,5,8,13,1.7
                112,合計,5,8,13,1.7
                """);
    }

    @Test
    void refusesWhatItCannotReckonWith() {
        var layout = CountLayout.byArea(List.of("town"), "n");
        refused(layout, "egress_layout", "[[\"a\", 1], [\"a\", 2]]");
        refused(layout, "egress_layout", "[[\"a\", -1]]");
        refused(layout, "egress_layout", "[[\"a\", 1.5]]");
        refused(layout, "egress_layout", "[[\"a\", \"x\"]]");
        refused(CountLayout.byArea(List.of(), "n"), "egress_layout", "[[\"a\", 5]]");
        refused(CountLayout.byArea(List.of("village"), "n"), "egress_layout", "[[\"a\", 5]]");
        refused(layout, "egress_unprotectable", "[[\"a\", 1], [null, 0]]");
        assertThatThrownBy(() -> Threshold.of(0)).isInstanceOf(Problem.class);
        Result whole = result(List.of("town", "n"), "[[\"a\", 1]]");
        var cut = new Result(whole.columns(), whole.types(), whole.rows(), true, whole.provenance());
        assertThatThrownBy(() -> SmallCounts.suppress(cut, layout, Threshold.CUSTOMARY))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo("egress_truncated"));
    }

    @Test
    void writesCsvThatNoSpreadsheetTakesForFormulas() {
        Result result = result(
                List.of("=name", "n"),
                "[[\"=1+1\", -1], [\"+886\", 2], [\"-x\", 3], [\"@x\", 4], [\"\\tx\", 5], [\"\\rx\", 6], [\"a,b\\\"c\", null],"
                        + " [\"＝1\", 7]]");

        assertThat(text(result))
                .isEqualTo("'=name,n\n'=1+1,-1\n'+886,2\n'-x,3\n'@x,4\n'\tx,5\n\"'\rx\",6\n\"a,b\"\"c\",\n'＝1,7\n");
    }

    @Test
    void writesJsonInWhichASuppressedCountIsNoNumber() {
        Result result = SmallCounts.suppress(
                result(List.of("town", "n"), "[[\"a\", 1], [\"b\", 4], [\"c\", null], [null, 5]]"),
                CountLayout.byArea(List.of("town"), "n"),
                Threshold.CUSTOMARY);

        JsonNode tree = JsonFormat.tree(result);

        assertThat(tree.path("rows").toString())
                .isEqualTo("[[\"a\",{\"suppressed\":true}],[\"b\",{\"suppressed\":true}],"
                        + "[\"c\",{\"missing\":\"unknown\"}],[{\"missing\":\"unknown\"},5]]");
        assertThat(tree.path("provenance").path("tables").get(0).asString()).isEqualTo("births@1");
    }

    private static void refused(CountLayout layout, String code, String rows) {
        assertThatThrownBy(() -> SmallCounts.suppress(result(List.of("town", "n"), rows), layout, Threshold.CUSTOMARY))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
    }

    private static Result result(List<String> columns, String rows) {
        var cells = CanonicalJson.MAPPER.readTree(rows).values().stream().toList();
        var types = columns.stream().map(_ -> "VARCHAR").toList();
        return Result.of(new Found(columns, types, cells, false, new Provenance(List.of("births@1"), "00")));
    }

    private static Column column(String name, String type, Column.PersonalData personal) {
        Column plain = Column.of(name, ColumnType.parse(type), false);
        return new Column(
                name,
                name,
                name,
                plain.type(),
                false,
                false,
                "",
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                personal,
                Column.Period.NONE,
                Optional.empty());
    }

    private static Result ask(Clearance clearance, String statement) {
        var egress =
                new Egress(new Policy(clearance, Map.of("births", new TableRule(BIRTHS, Optional.empty(), false))));
        return egress.rows(run(egress, statement));
    }

    private static Found run(Egress egress, String statement) {
        Queries queries = small.queries();
        return queries.run(Query.of(statement), egress.catalogue(small.catalogue()));
    }

    private static String text(Result result) {
        var text = new StringWriter();
        try {
            CsvFormat.write(result, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return text.toString().replace("\r\n", "\n");
    }
}
