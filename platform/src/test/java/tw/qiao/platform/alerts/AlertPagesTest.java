package tw.qiao.platform.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

class AlertPagesTest {
    private static final Instant NOW = Instant.parse("2026-02-10T04:00:00Z");
    private static final String STATEMENT = "select strftime(date, '%Y-%m') as period, left(place, 3) as place,"
            + " cast(sum(deaths) as bigint) as figure from traffic_accidents_fatal group by all";

    private static WatchedWarehouse warehouse;
    private static TestVisitor analyst;

    @BeforeAll
    static void start() {
        warehouse = WatchedWarehouse.start();
        analyst = warehouse.signedIn("分析員");
        warehouse.evaluate(NOW);
    }

    @AfterAll
    static void stop() {
        warehouse.close();
    }

    @Test
    void areForAnalystsAndAdministratorsAndRulesForAnalystsAlone() {
        TestVisitor officer = warehouse.signedIn("林承辦");
        TestVisitor administrator = warehouse.signedIn("系統管理員");

        assertThat(analyst.open("/alerts").status()).isEqualTo(200);
        assertThat(administrator.open("/alerts").status()).isEqualTo(200);
        assertThat(administrator.open("/alerts/rules").status()).isEqualTo(403);
        assertThat(officer.open("/alerts").status()).isEqualTo(403);
        assertThat(officer.open("/alerts/rules/new").status()).isEqualTo(403);
        assertThat(officer.open("/api/alerts").status()).isEqualTo(403);
    }

    @Test
    void showTheAlertAndKeepWhoAcknowledgedIt() {
        UUID rule = warehouse.add(WatchedWarehouse.figures(
                "頁面測試",
                "select '2025-01' as period, '甲' as place, 50 as figure"
                        + " from (select 1 from traffic_accidents_fatal limit 1)"));
        warehouse.evaluate(NOW);
        Alert alert = warehouse.found(rule, "甲").getFirst();

        Visited list = analyst.open("/alerts?rule=" + rule);
        assertThat(list.document().select("tbody tr")).hasSize(1);
        assertThat(list.text()).contains("頁面測試", "甲", "民國114年1月", "50", "待確認");
        assertThat(Integer.parseInt(list.document().select(".counted").text())).isPositive();

        Visited page = analyst.open("/alerts/" + alert.id());
        assertThat(page.text()).contains("以相同版本重算，結果一致", "traffic_accidents_fatal@");
        Visited wrong = analyst.submit(page, "form[action$=/acknowledge]", Map.of("note", " "));
        assertThat(wrong.text()).contains("請填寫說明");
        Visited done = analyst.submit(page, "form[action$=/acknowledge]", Map.of("note", "<b>查證中</b>"));
        assertThat(done.text()).contains("處理中", "<b>查證中</b>", "分析員");
        Visited closed = analyst.submit(done, "form[action$=/close]", Map.of("reason", "資料無誤"));
        assertThat(closed.text()).contains("已結案", "資料無誤");
        assertThat(analyst.open("/alerts?rule=" + rule).text()).contains("沒有符合的警示");
        assertThat(analyst.open("/alerts/999999999").status()).isEqualTo(404);
    }

    @Test
    void tellHostileNamesAsTheyAreAndNeverAsPartsOfThePageOrTheMail() {
        UUID rule = warehouse.add(WatchedWarehouse.figures(
                "惡意",
                "select '2025-01' as period,"
                        + " '<script>x</script>{rule_en}' || chr(10) || 'Bcc: a@b.c' || chr(8238) as place, 50 as figure"
                        + " from (select 1 from traffic_accidents_fatal limit 1)"));
        warehouse.evaluate(NOW);

        Visited list = analyst.open("/alerts?rule=" + rule);
        assertThat(list.document().select("tbody script")).isEmpty();
        assertThat(list.text()).contains("<script>x</script>{rule_en} Bcc: a@b.c");
        String mail = warehouse
                .platform()
                .database()
                .sql("select body from notifications.outbox where template = 'alert-opened' and subject like '%惡意%'")
                .query(String.class)
                .single();
        assertThat(mail)
                .contains("- <script>x</script>{rule_en} Bcc: a@b.c 民國114年1月")
                .doesNotContain("\nBcc", "\u202E");
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

    @Test
    void giveProgramsTheSame() {
        UUID rule = warehouse.add(WatchedWarehouse.figures(
                "程式",
                "select '2025-01' as period, 'P' as place, 50 as figure"
                        + " from (select 1 from traffic_accidents_fatal limit 1)"));
        warehouse.evaluate(NOW);

        Visited answer = analyst.send(
                HttpRequest.newBuilder(URI.create(warehouse.platform().address() + "/api/alerts?rule=" + rule))
                        .GET()
                        .build());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body())
                .contains("\"total\":1", "\"place\":\"P\"", "\"figure\":\"50\"", "\"state\":\"open\"");
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
