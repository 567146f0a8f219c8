package tw.qiao.platform.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** The pages on which an analyst makes, tries and changes rules. */
class AlertRulePagesTest {
    private static final Instant NOW = Instant.parse("2026-02-10T04:00:00Z");
    private static final String STATEMENT = "select strftime(date, '%Y-%m') as period, left(place, 3) as place,"
            + " cast(sum(deaths) as bigint) as figure from traffic_accidents_fatal group by all";

    private static WatchedWarehouse warehouse;
    private static TestVisitor analyst;

    @BeforeAll
    static void start() {
        warehouse = WatchedWarehouse.shared();
        analyst = warehouse.signedIn("分析員");
        warehouse.evaluate(NOW);
    }

    @Test
    void letAnAnalystTryARuleOutSaveItChangeItAndPutItBack() {
        Visited form = analyst.open("/alerts/rules/new?kind=THRESHOLD");
        var fields = fields(
                "每月死亡人數",
                Map.of(
                        "severity", "CRITICAL",
                        "source", "STATEMENT",
                        "statement", STATEMENT,
                        "direction", "ABOVE",
                        "amount", "20",
                        "action", "preview"));

        Visited preview = analyst.submit(form, "main form", fields);
        assertThat(preview.text()).containsPattern("最近 24 個月會發出 [\\d,]+ 次警示");
        assertThat(preview.document().select(".preview-result tbody tr")).isNotEmpty();
        assertThat(analyst.open("/warehouse/queries").text()).contains("from traffic_accidents_fatal group by all");

        Visited saved = analyst.submit(form, "main form", with(fields, "action", "save"));
        assertThat(saved.text()).contains("規則已儲存", "每月死亡人數");
        String path = saved.document().select("a:containsOwn(每月死亡人數)").attr("href");
        Visited changed = analyst.submit(
                analyst.open(path), "main form", with(with(fields, "action", "save"), "nameZh", "改名後的規則"));
        assertThat(changed.text()).contains("改名後的規則").doesNotContain("每月死亡人數");
        Visited restored = analyst.submit(analyst.open(path), "form[action$=/restore]", Map.of());
        assertThat(restored.document().select("#nameZh").val()).isEqualTo("每月死亡人數");
        assertThat(restored.document().select(".task-list li")).hasSize(3);

        Visited off = analyst.submit(analyst.open("/alerts/rules"), "form[action='" + path + "/enable']", Map.of());
        assertThat(off.text()).contains("規則已停用");
    }

    @Test
    void tellLevelsOfTheSameNameApartAndBeginWithAMeasureThatHasMonths() {
        Visited form = analyst.open("/alerts/rules/new?kind=THRESHOLD");

        var levels = form.document().select("#level option").eachText();
        assertThat(levels).doesNotHaveDuplicates();
        assertThat(levels)
                .filteredOn(level -> level.startsWith("綜合所得稅") && level.contains("村里"))
                .containsExactly("綜合所得稅：村里（地區）", "綜合所得稅：村里（現行地區）");
        String measure = form.document().select("#measure option[selected]").val();
        Visited preview = analyst.submit(
                form,
                "main form",
                fields("首選量值", Map.of("source", "CUBE", "measure", measure, "direction", "ABOVE", "amount", "1")));
        assertThat(preview.document().select(".error-summary a").eachAttr("href"))
                .as("the first measure and the first period fit together")
                .isEmpty();
    }

    @Test
    void keepWhatWasTypedWhenSomethingIsWrongWithIt() {
        Visited refused = analyst.submit(
                analyst.open("/alerts/rules/new?kind=THRESHOLD"),
                "main form",
                fields(
                        "",
                        Map.of(
                                "nameEn", "Marriages",
                                "source", "CUBE",
                                "measure", "vital_events.marriages",
                                "level", "vital_events.county",
                                "members", "臺北市",
                                "span", "YEAR",
                                "direction", "BELOW",
                                "amount", "100",
                                "to2", "administrators",
                                "hours2", "48")));

        assertThat(refused.status()).isEqualTo(422);
        var form = refused.document();
        assertThat(form.select("#nameEn").val()).isEqualTo("Marriages");
        assertThat(form.select("#measure option[selected]").val()).isEqualTo("vital_events.marriages");
        assertThat(form.select("#level option[selected]").val()).isEqualTo("vital_events.county");
        assertThat(form.select("#members").val()).isEqualTo("臺北市");
        assertThat(form.select("#span option[selected]").val()).isEqualTo("YEAR");
        assertThat(form.select("[name=direction][checked]").val()).isEqualTo("BELOW");
        assertThat(form.select("#amount").val()).isEqualTo("100");
        assertThat(form.select("#to2 option[selected]").val()).isEqualTo("administrators");
        assertThat(form.select("#hours2").val()).isEqualTo("48");
    }

    @Test
    void sayAllThatIsWrongWithARule() {
        Visited form = analyst.open("/alerts/rules/new?kind=CHANGE");

        Visited refused = analyst.submit(
                form,
                "main form",
                Map.of(
                        "source",
                        "STATEMENT",
                        "amount",
                        "viel",
                        "severity",
                        "LOUD",
                        "span",
                        "DAY",
                        "to1",
                        "everybody",
                        "hours1",
                        "-1"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.document().select(".error-summary li a").eachAttr("href"))
                .contains("#nameZh", "#severity", "#statement", "#span", "#amount", "#hours1");
    }

    @Test
    void refuseAPeriodThatTheBatchesOfATableDoNotHave() {
        Visited form = analyst.open("/alerts/rules/new?kind=MISSING");

        Visited refused = analyst.submit(
                form,
                "main form",
                fields(
                        "逾期",
                        Map.of(
                                "span", "QUARTER",
                                "table", "traffic_accidents_fatal",
                                "dueMonths", "1",
                                "dueDay", "31")));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("沒有以這種期間命名的批次");
    }

    @Test
    void refuseAStatementThatTheGateRefuses() {
        Visited form = analyst.open("/alerts/rules/new?kind=THRESHOLD");

        Visited refused = analyst.submit(
                form,
                "main form",
                fields(
                        "讀檔",
                        Map.of(
                                "source", "STATEMENT",
                                "direction", "ABOVE",
                                "amount", "1",
                                "statement", "select * from read_csv('/etc/passwd')")));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.document().select(".preview-result .notice.danger")).isNotEmpty();
        assertThat(refused.text()).doesNotContain("root:");
    }

    @Test
    void letAnAnalystWatchAMeasureOfACube() {
        Visited form = analyst.open("/alerts/rules/new?kind=THRESHOLD");
        var fields = fields(
                "兩市每年結婚對數",
                Map.of(
                        "source", "CUBE",
                        "measure", "vital_events.marriages",
                        "level", "vital_events.county",
                        "members", "臺北市、64000",
                        "span", "YEAR",
                        "direction", "ABOVE",
                        "amount", "100",
                        "action", "preview"));

        Visited preview = analyst.submit(form, "main form", fields);
        Visited other = analyst.submit(form, "main form", with(fields, "level", "income_tax.county"));
        Visited nobody = analyst.submit(form, "main form", with(fields, "members", "火星"));
        Visited saved = analyst.submit(form, "main form", with(fields, "action", "save"));
        warehouse.evaluate(NOW);

        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.document()
                        .select(".preview-result tbody td:first-child")
                        .eachText())
                .isNotEmpty()
                .allMatch(place -> place.equals("臺北市") || place.equals("高雄市"));
        assertThat(other.document().select(".error-summary a").eachAttr("href")).containsExactly("#level");
        assertThat(nobody.document().select(".error-summary a").eachAttr("href"))
                .containsExactly("#members");
        String path = saved.document().select("a:containsOwn(兩市每年結婚對數)").attr("href");
        assertThat(analyst.open(path).document().select("#members").val()).isEqualTo("臺北市、64000");
        Visited alerts = analyst.open("/alerts?state=all&rule=" + path.substring(path.lastIndexOf('/') + 1));
        assertThat(alerts.document().select("tbody tr")).isNotEmpty();
        Visited alert = analyst.open(alerts.document().select("tbody a").attr("href"));
        assertThat(alert.text()).contains("vital_events.marriages", "以相同版本重算，結果一致");
        Visited cube = analyst.open(
                alert.document().select("a[href^=/warehouse/cubes/]").attr("href"));
        assertThat(cube.document().select(".slices").text()).contains("臺北市", "高雄市");
        Visited done = analyst.submit(alert, "form[action$=/acknowledge]", Map.of("note", "已請戶政查證"));
        assertThat(done.text()).contains("處理中", "已請戶政查證");
    }

    private static Map<String, String> fields(String name, Map<String, String> more) {
        var fields = new TreeMap<>(
                Map.of("nameZh", name, "nameEn", "Rule", "severity", "WARNING", "span", "MONTH", "to1", "analysts"));
        fields.putAll(more);
        return fields;
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        var changed = new TreeMap<>(fields);
        changed.put(name, value);
        return changed;
    }
}
