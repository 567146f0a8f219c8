package tw.qiao.platform.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.platform.reconciliation.LogKeeper.Said;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** The administrators' pages about findings. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconciliationPageTest {
    private static final String ADMINISTRATOR = "管理員";

    private TestPlatform platform;
    private LogKeeper consumer;
    private LogKeeper provider;

    @BeforeAll
    void start(@TempDir Path folder) {
        platform = TestPlatform.start("qiao.site.demo=true");
        consumer = new LogKeeper("ASKS", folder);
        provider = new LogKeeper("ANSWERS", folder);
        for (int i = 0; i < 60; i++) {
            differing();
        }
        consumer.publish();
        provider.publish();
        platform.bean(Reconciliation.class).round(List.of(consumer.shown(), provider.shown()));
    }

    private void differing() {
        var id = UUID.randomUUID();
        for (String side : List.of("consumer", "provider")) {
            var keeper = side.equals("consumer") ? consumer : provider;
            for (String kind : List.of("request", "response")) {
                keeper.append(new Said(id, side, kind, consumer.member(), provider.member())
                        .with("status", side.equals("consumer") ? 200 : 404)
                        .with("purpose", "王小橋 A123456789"));
            }
        }
    }

    @AfterAll
    void stop() {
        platform.close();
        consumer.close();
        provider.close();
    }

    private TestVisitor administrator() {
        TestVisitor visitor = platform.visitor();
        signIn(visitor, ADMINISTRATOR);
        return visitor;
    }

    private static void signIn(TestVisitor visitor, String name) {
        Visited page = visitor.open("/demo/sign-in");
        String number = page.document()
                .select(".demo-person:has(h3:containsOwn(" + name + ")) [name=nationalId]")
                .val();
        visitor.submit(page, ".demo-person form", Map.of("nationalId", number));
    }

    @Test
    void areForAdministratorsAlone() {
        TestVisitor officer = platform.visitor();
        signIn(officer, "林承辦");

        assertThat(officer.open("/admin/reconciliation").status()).isEqualTo(403);
        assertThat(officer.post("/admin/reconciliation/1/acknowledge", Map.of("note", "x"))
                        .status())
                .isEqualTo(403);
        assertThat(officer.open("/").document().select("a[href=/admin/reconciliation]"))
                .isEmpty();
        assertThat(administrator().open("/").document().select("a[href=/admin/reconciliation]"))
                .isNotEmpty();
    }

    @Test
    void listFindingsByPageKindMemberAndDayInBothLanguages() {
        TestVisitor visitor = administrator();

        Visited first = visitor.open("/admin/reconciliation?state=all");
        Visited last = visitor.open("/admin/reconciliation?state=all&page=99");

        assertThat(first.heading()).isEqualTo("證據日誌對帳");
        assertThat(first.document().select("a[href~=^/admin/reconciliation/\\d+$]"))
                .hasSize(25);
        assertThat(last.document().select("a[href~=^/admin/reconciliation/\\d+$]"))
                .hasSize(10);
        assertThat(first.text()).contains("共 60 筆異常", "log.example/ANSWERS", "120");
        assertThat(visitor.open("/admin/reconciliation?kind=forked").text()).contains("沒有符合條件的異常");
        assertThat(visitor.open("/admin/reconciliation?to=2020-01-01").text()).contains("沒有符合條件的異常");
        assertThat(visitor.open("/admin/reconciliation?member=" + provider.member() + "&sort=member&state=all")
                        .text())
                .contains("共 60 筆異常");
        assertThat(visitor.open("/admin/reconciliation?kind='&sort=x&page=-7&from=yesterday&member=%00")
                        .status())
                .isEqualTo(200);
        assertThat(visitor.open("/admin/reconciliation?lang=en").heading())
                .isEqualTo("Reconciliation of evidence logs");
    }

    @Test
    void showBothSidesWithTheirProofsAndNothingThatCouldBeAboutAPerson() {
        TestVisitor visitor = administrator();
        String path = visitor.open("/admin/reconciliation?state=all&sort=oldest")
                .document()
                .select("a[href~=^/admin/reconciliation/\\d+$]")
                .attr("href");

        Visited page = visitor.open(path);

        assertThat(page.heading()).isEqualTo("雙方記下的回覆不同");
        assertThat(page.text()).contains("請求方的紀錄", "提供方的紀錄", "200", "404", "個雜湊證明");
        assertThat(page.text()).doesNotContain("A123456789", "王小橋");
        assertThat(visitor.open("/admin/reconciliation/999999").status()).isEqualTo(404);
    }

    @Test
    void noteWhoLookedIntoAFindingOnce() {
        TestVisitor visitor = administrator();
        String path = visitor.open("/admin/reconciliation")
                .document()
                .select("a[href~=^/admin/reconciliation/\\d+$]")
                .attr("href");
        String form = "form[action$=/acknowledge]";
        Visited page = visitor.open(path);

        assertThat(visitor.submit(page, form, Map.of("note", " ")).text()).contains("請填寫");
        Visited done = visitor.submit(page, form, Map.of("note", "時鐘偏差，已校正"));
        Visited again = visitor.submit(page, form, Map.of("note", "另一個說明"));

        assertThat(done.text()).contains("已確認。", "時鐘偏差，已校正");
        assertThat(again.text()).contains("先前已經有人確認", "時鐘偏差，已校正").doesNotContain("另一個說明");
        assertThat(done.document().select(form)).isEmpty();
    }
}
