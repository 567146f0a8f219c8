package tw.qiao.platform.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tw.qiao.analytics.feeds.EndedImports;
import tw.qiao.platform.alerts.Alert.State;
import tw.qiao.platform.alerts.Terms.Figure;
import tw.qiao.platform.alerts.Terms.Kind;
import tw.qiao.platform.alerts.Terms.Limit;
import tw.qiao.platform.alerts.Terms.Step;
import tw.qiao.platform.site.Bilingual;

class AlertsTest {
    private static final Instant NOW = Instant.parse("2025-01-10T04:00:00Z");

    private static WatchedWarehouse warehouse;

    /** How many imports ended; each ends after those before it, whichever test is first. */
    private static int imports;

    @BeforeAll
    static void start() {
        warehouse = WatchedWarehouse.start();
        warehouse.signedIn("分析員");
        warehouse.signedIn("系統管理員");
        warehouse.evaluate(NOW);
    }

    @AfterAll
    static void stop() {
        warehouse.close();
    }

    @Test
    void firesWhenANewBatchPassesALimitAndEndsWhenALaterPeriodIsBack() {
        warehouse.accidents(2026, Map.of("連江縣南竿鄉", List.of(40)));
        warehouse.evaluate(NOW);

        assertThat(warehouse.found(ShippedRules.ACCIDENTS, "連江縣"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.state()).isEqualTo(State.OPEN);
                    assertThat(alert.period()).isEqualTo("2026-01");
                    assertThat(alert.figure()).isEqualTo("40");
                    assertThat(alert.stamps()).singleElement().asString().startsWith("traffic_accidents_fatal@");
                });

        warehouse.accidents(2026, Map.of("連江縣南竿鄉", List.of(40, 27)));
        warehouse.evaluate(NOW);
        assertThat(warehouse.found(ShippedRules.ACCIDENTS, "連江縣"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.state())
                            .as("between 25 and 30 nothing changes")
                            .isEqualTo(State.OPEN);
                    assertThat(alert.lastPeriod()).isEqualTo("2026-02");
                });

        warehouse.accidents(2026, Map.of("連江縣南竿鄉", List.of(40, 27, 4)));
        warehouse.evaluate(NOW);
        assertThat(warehouse.found(ShippedRules.ACCIDENTS, "連江縣"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.state()).isEqualTo(State.CLOSED);
                    assertThat(alert.closedBy()).isNull();
                    assertThat(warehouse.kinds(alert)).containsExactly("opened", "continued", "ended");
                });
    }

    @Test
    void firesWhenAFigureChangesTooMuchAndNeverTellsOneThatIsProtected() {
        warehouse.deaths("2025-01", 9_000, 2);
        warehouse.evaluate(NOW);

        assertThat(warehouse.found(ShippedRules.DEATHS, "63000"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.period()).isEqualTo("2025-01");
                    assertThat(alert.figure()).isEqualTo("9,000");
                    assertThat(alert.base()).isNotEmpty();
                });
        assertThat(warehouse.found(ShippedRules.DEATHS, "09007")).isEmpty();
        Observation seen = warehouse.observe(
                warehouse
                        .bean(Rules.class)
                        .find(ShippedRules.DEATHS)
                        .orElseThrow()
                        .terms(),
                NOW);
        assertThat(seen.places().getOrDefault("09007", List.of()).getLast().untold())
                .isTrue();

        warehouse.deaths("2025-01", 1_000, 2);
        warehouse.evaluate(NOW);
        assertThat(warehouse.found(ShippedRules.DEATHS, "63000"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.state()).isEqualTo(State.CLOSED);
                    assertThat(warehouse.kinds(alert)).containsExactly("opened", "gone");
                });

        warehouse.deaths("2025-01", 9_000, 2);
        warehouse.evaluate(NOW);
        assertThat(warehouse.found(ShippedRules.DEATHS, "63000"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.state()).isEqualTo(State.OPEN));
    }

    @Test
    void watchesAMeasureOfACubeAndNeverFiresForCountsThatItKeepsSecret() {
        UUID rule = warehouse.add(new Terms(
                Kind.THRESHOLD,
                new Bilingual("每月死亡數", "Deaths a month"),
                Terms.Severity.WARNING,
                "",
                Figure.of(new Terms.OfCube("vital_events", "deaths", "county", List.of()), Span.MONTH, false),
                Limit.above(BigDecimal.ONE),
                Terms.Due.NONE,
                List.of(new Step(0, Recipients.ANALYSTS))));
        warehouse.deaths("2025-01", 9_000, 2);

        warehouse.evaluate(NOW);

        assertThat(warehouse.found(rule, "63000").getLast().lastPeriod()).isEqualTo("2024-12");
        assertThat(warehouse.found(rule, "09007"))
                .noneMatch(alert -> alert.lastPeriod().equals("2025-01"));
        Observation seen = warehouse.observe(
                warehouse.bean(Rules.class).find(rule).orElseThrow().terms(), NOW);
        assertThat(List.of("09007", "63000"))
                .allSatisfy(place -> assertThat(
                                seen.places().getOrDefault(place, List.of()).getLast())
                        .as("a large figure that would tell the small one, as their sum is told, is kept secret too")
                        .satisfies(point -> {
                            assertThat(point.period()).isEqualTo("2025-01");
                            assertThat(point.untold()).isTrue();
                            assertThat(point.figure()).isNull();
                        }));
        assertThat(warehouse
                        .platform()
                        .database()
                        .sql("select body from notifications.outbox where subject like '%每月死亡數%'")
                        .query(String.class)
                        .list())
                .isNotEmpty()
                .noneMatch(mail -> mail.contains("連江縣 民國114年1月"));
    }

    @Test
    void missesABatchFromTheMidnightInTaipeiAfterItsLastDay() {
        UUID rule = warehouse.add(new Terms(
                Kind.MISSING,
                new Bilingual("逾期", "Late"),
                Terms.Severity.WARNING,
                "traffic_accidents_fatal",
                Figure.asked("", Span.YEAR, false, false, ""),
                Limit.ANY,
                new Terms.Due(2, 31),
                List.of(new Step(0, Recipients.ANALYSTS))));

        warehouse.evaluate(Instant.parse("2030-02-28T15:59:59Z"));
        List<Alert> before = warehouse.found(rule, "");
        warehouse.evaluate(Instant.parse("2030-02-28T16:00:00Z"));
        List<Alert> after = warehouse.found(rule, "");

        assertThat(before.getLast().lastPeriod()).isEqualTo("2028");
        assertThat(after).hasSameSizeAs(before);
        assertThat(after.getLast().lastPeriod()).isEqualTo("2029");
    }

    @Test
    void firesWhenATableLosesRowsAndEndsWhenTheyAreBack() {
        warehouse.evaluate(NOW);
        warehouse.accidents(2025, Map.of("臺北市中正區", List.of(1)));
        warehouse.evaluate(NOW);
        assertThat(warehouse.found(ShippedRules.ROWS, ""))
                .singleElement()
                .satisfies(alert -> assertThat(alert.state()).isEqualTo(State.OPEN));

        warehouse.accidents(2025, Map.of("臺北市中正區", List.of(1_000, 1_000, 1_000)));
        warehouse.evaluate(NOW);
        assertThat(warehouse.found(ShippedRules.ROWS, ""))
                .singleElement()
                .satisfies(alert -> assertThat(alert.state()).isEqualTo(State.CLOSED));
    }

    @Test
    void evaluatesARuleAgainThatHadNoResultWhenATableComes() {
        UUID rule = warehouse.add(WatchedWarehouse.figures(
                "等待", "select '2025-01' as period, 'G' as place, count(*) as figure" + " from income_tax_by_village"));
        warehouse.evaluate(NOW);
        assertThat(warehouse.bean(Rules.class).find(rule).orElseThrow().fault()).isNotEmpty();

        warehouse.imports(
                "income-tax-by-village",
                "2008.csv",
                "縣市,鄉鎮市區,村里,納稅單位,綜合所得總額,平均數,中位數,第一分位數,第三分位數,標準差,變異係數\n"
                        + IntStream.range(0, 12)
                                .mapToObj("台北市,松山區,第%d里,1381,1652162,1196,794,418,1454,1529.70,127.86\n"::formatted)
                                .collect(Collectors.joining()));
        warehouse.evaluate(NOW);
        assertThat(warehouse.bean(Rules.class).find(rule).orElseThrow().fault()).isEmpty();
        assertThat(warehouse.found(rule, "G")).hasSize(1);
    }

    @Test
    void tellsFailedAndHeldImportsUntilTheNextGoodOne() {
        ended("income-tax-by-village", "import_held");
        ended("education-by-village", "feed_header");
        warehouse.evaluate(NOW);
        assertThat(warehouse.found(ShippedRules.DRIFT, "income-tax-by-village")).hasSize(1);
        assertThat(warehouse.found(ShippedRules.IMPORTS, "income-tax-by-village"))
                .isEmpty();
        assertThat(warehouse.found(ShippedRules.IMPORTS, "education-by-village"))
                .hasSize(1);

        ended("income-tax-by-village", "");
        ended("education-by-village", "");
        warehouse.evaluate(NOW);
        assertThat(warehouse
                        .found(ShippedRules.DRIFT, "income-tax-by-village")
                        .getFirst()
                        .state())
                .isEqualTo(State.CLOSED);
        assertThat(warehouse
                        .found(ShippedRules.IMPORTS, "education-by-village")
                        .getFirst()
                        .state())
                .isEqualTo(State.CLOSED);
    }

    @Test
    void tellsFailedHeldAndForcedImportsOfCommandsOnTheSameWarehouse() {
        UUID accepted = warehouse.add(acceptedDrift());
        byCommand("taipei-crime-points", "feed_header", false, 1);
        byCommand("daytime-population-h3", "import_held", true, 2);
        byCommand("population-by-village", "", true, 3);
        warehouse.evaluate(NOW);
        assertThat(warehouse.found(ShippedRules.IMPORTS, "taipei-crime-points")).hasSize(1);
        assertThat(warehouse.found(ShippedRules.DRIFT, "daytime-population-h3")).hasSize(1);
        assertThat(warehouse.found(accepted, "population-by-village")).hasSize(1);
        assertThat(warehouse.found(ShippedRules.IMPORTS, "population-by-village"))
                .isEmpty();

        byCommand("taipei-crime-points", "", false, 4);
        byCommand("population-by-village", "", false, 5);
        warehouse.evaluate(NOW);
        assertThat(warehouse.found(ShippedRules.IMPORTS, "taipei-crime-points"))
                .first()
                .extracting(Alert::state)
                .isEqualTo(State.CLOSED);
        assertThat(warehouse.found(accepted, "population-by-village"))
                .first()
                .extracting(Alert::state)
                .isEqualTo(State.CLOSED);
    }

    private static void byCommand(String feed, String code, boolean drifted, int second) {
        Instant at = Instant.parse("2026-01-01T01:00:00Z").plusSeconds(second);
        warehouse.endedByCommand(new EndedImports.Ended(UUID.randomUUID(), feed, code, drifted, at));
    }

    @Test
    void findsDriftThatSomebodyAcceptedUntilTheNextImportWithoutAny() {
        UUID rule = warehouse.add(acceptedDrift());

        reported("population-by-age-2015-05", "done", "{\"acceptedDrift\":[\"100 → 50\"]}");
        warehouse.evaluate(NOW);
        State open =
                warehouse.found(rule, "population-by-age-2015-05").getFirst().state();
        reported("population-by-age-2015-05", "done", "{\"acceptedDrift\":[]}");
        warehouse.evaluate(NOW);

        assertThat(open).isEqualTo(State.OPEN);
        assertThat(warehouse.found(rule, "population-by-age-2015-05"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.state()).isEqualTo(State.CLOSED));
    }

    private static Terms acceptedDrift() {
        return new Terms(
                Kind.ACCEPTED,
                new Bilingual("差異過大仍匯入", "Accepted drift"),
                Terms.Severity.INFORMATION,
                "",
                Figure.NONE,
                Limit.ANY,
                Terms.Due.NONE,
                List.of(new Step(0, Recipients.ANALYSTS)));
    }

    private static void ended(String feed, String code) {
        boolean good = code.isEmpty();
        reported(feed, good ? "done" : "failed", good ? "{}" : "{\"problem\":{\"code\":\"" + code + "\"}}");
    }

    private static void reported(String feed, String state, String report) {
        warehouse
                .platform()
                .database()
                .sql("""
                insert into warehouse.import (id, account, feed, file, bytes, state, report, sent, ended)
                values (gen_random_uuid(), gen_random_uuid(), :feed, 'x.csv', 1, :state, :report, now(),
                  timestamptz '2026-01-01' + make_interval(secs => :second))
                """)
                .param("feed", feed)
                .param("state", state)
                .param("report", report)
                .param("second", ++imports)
                .update();
    }
}
