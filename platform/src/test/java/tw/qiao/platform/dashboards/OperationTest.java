package tw.qiao.platform.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** The board of the platform's own operation. */
class OperationTest {
    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start("qiao.site.demo=true");
        mails("sent", 40);
        mails("waiting", 7);
        mails("dead", 2);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void tellsOfficersCountsButNoSmallOnes() {
        TestVisitor officer = signedIn("林承辦");
        Visited page = officer.open("/dashboards/operation");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.document().select("#notices th:containsOwn(已寄出) + td").text())
                .isEqualTo("40");
        assertThat(page.document().select("#notices th:containsOwn(無法寄達) + td").text())
                .contains("不公布");
        assertThat(page.document().select("#notices td:contains(不公布)").size()).isGreaterThanOrEqualTo(2);
        assertThat(page.text()).contains("這段期間沒有紀錄").doesNotContain("dashboards.");
        assertThat(officer.open("/dashboards").document().select("a[href=/dashboards/operation]"))
                .hasSize(1);
        assertThat(officer.open("/dashboards/operation?time=7&lang=en").text()).contains("The last 7 days");
    }

    @Test
    void explainsAnUnknownPeriod() {
        Visited page = signedIn("系統管理員").open("/dashboards/operation?time=12345");

        assertThat(page.status()).isEqualTo(400);
        assertThat(page.document().select(".error-summary li")).hasSize(1);
        assertThat(page.document().select("#notices")).hasSize(1);
    }

    @Test
    void isNotForEverybody() {
        assertThat(platform.visitor().open("/dashboards").document().select("a[href=/dashboards/operation]"))
                .isEmpty();
        assertThat(signedIn("分析員").open("/dashboards/operation").status()).isEqualTo(403);
        assertThat(platform.visitor().open("/dashboards/operation").document().select("#notices"))
                .isEmpty();
    }

    private static void mails(String state, int count) {
        for (int i = 0; i < count; i++) {
            platform.database()
                    .sql("""
                        insert into notifications.outbox (id, dedupe_key, channel, template, recipient, subject, body,
                          message_id, state, next_attempt, created)
                        values (:id, :key, 'email', 'none', 'nobody@example.tw', '', '', :key, :state,
                          now() + interval '1 year', now())\
                        """)
                    .param("id", UUID.randomUUID())
                    .param("key", state + i)
                    .param("state", state)
                    .update();
        }
    }

    private static TestVisitor signedIn(String name) {
        TestVisitor visitor = platform.visitor();
        Visited page = visitor.open("/demo/sign-in");
        String number = page.document()
                .select(".demo-person:has(h3:containsOwn(" + name + ")) [name=nationalId]")
                .val();
        visitor.submit(page, ".demo-person form", Map.of("nationalId", number));
        return visitor;
    }
}
