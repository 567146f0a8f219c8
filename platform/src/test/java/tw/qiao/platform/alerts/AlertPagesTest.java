package tw.qiao.platform.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

class AlertPagesTest {
    private static final Instant NOW = Instant.parse("2026-02-10T04:00:00Z");

    private static WatchedWarehouse warehouse;
    private static TestVisitor analyst;

    @BeforeAll
    static void start() {
        warehouse = WatchedWarehouse.shared();
        analyst = warehouse.signedIn("分析員");
        warehouse.evaluate(NOW);
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
}
