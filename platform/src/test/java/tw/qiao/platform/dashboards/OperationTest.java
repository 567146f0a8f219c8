package tw.qiao.platform.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
        platform.database().sql("""
            insert into forms.milestone (draft, begun, consented, submitted, given_up)
              select gen_random_uuid(), now() - interval '3 days', null, null, null from generate_series(1, 40);
            insert into forms.milestone (draft, begun, consented, submitted, given_up)
              select gen_random_uuid(), now() - interval '3 days', null, null, now() from generate_series(1, 10);
            insert into forms.milestone (draft, begun, consented, submitted, given_up)
              select gen_random_uuid(), now() - interval '3 days', now() - interval '66 hours', null, null
              from generate_series(1, 12);
            insert into forms.milestone (draft, begun, consented, submitted, given_up)
              select gen_random_uuid(), now() - interval '3 days', now() - interval '66 hours', null, now()
              from generate_series(1, 8);
            insert into forms.milestone (draft, begun, consented, submitted)
              select gen_random_uuid(), now() - interval '3 days', now() - interval '66 hours',
                now() - interval '65 hours' from generate_series(1, 30);
            insert into forms.submission (id, draft, receipt_number, applicant, form, form_version, document, answers,
                submitted)
              select gen_random_uuid(), draft, draft::text, gen_random_uuid(), 'none', 1, '{}', '[]', submitted
              from forms.milestone where submitted is not null;
            insert into casework.case_file (id, submission, receipt_number, procedure, agency, applicant,
                applicant_name, subject, state, finished, version, head, opened, due, updated)
              select gen_random_uuid(), id, receipt_number, 'none', 'none', applicant, '', '',
                case when row_number() over () <= 20 then 'approved' else 'submitted' end, false, 1, '', submitted,
                current_date, now()
              from forms.submission;
            insert into casework.case_event (case_id, seq, at, actor_kind, actor_name, action, from_state, to_state,
                data, previous_hash, hash)
              select id, 1, opened + interval '5 hours', 'officer', '', 'approve', 'in_review', 'approved', '{}', '', ''
              from casework.case_file where state = 'approved'\
            """).update();
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
    void tellsHowFarApplicationsCameAndHowLongEachStepTook() {
        Visited page = signedIn("林承辦").open("/dashboards/operation");

        assertThat(steps(page, "journeys")).containsExactly("100 40 10", "50 12 8", "30 10 0", "20 20 0");
        assertThat(steps(page, "journeys-times")).containsExactly("6.0", "1.0", "5.0");
    }

    @Test
    void givesEachTableAsAFileWithWhatIsNotTold() {
        TestVisitor officer = signedIn("林承辦");
        String link = officer.open("/dashboards/operation?time=7")
                .document()
                .select("section:has(#notices) a[href*=csv]")
                .attr("href");

        assertThat(officer.open(link).text())
                .contains("已寄出,")
                .contains(",40,,")
                .contains("不公布")
                .contains("最近 7 天");
        assertThat(signedIn("分析員").open(link).status()).isEqualTo(403);
    }

    @Test
    void showsWhatWasCitedAsItWas() {
        TestVisitor officer = signedIn("林承辦");
        Visited cited =
                officer.submit(officer.open("/dashboards/operation?time=7"), "form[action$=citations]", Map.of());
        String before = cited.document().select("#journeys").text();
        platform.database().sql("""
            insert into forms.milestone (draft, begun) values (gen_random_uuid(), now() - interval '2 years')\
            """).update();
        String address = cited.document().select("a[rel=bookmark]").attr("href");

        Visited later = officer.open(address);
        Visited unknown = officer.open("/dashboards/operation?at=nothing");

        assertThat(later.document().select("#journeys").text())
                .isEqualTo(before)
                .contains("100");
        assertThat(later.text()).contains("存下的數字，不會再變動");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.text()).contains("這份引用的數字已不存在");
    }

    private static List<String> steps(Visited page, String table) {
        return page.document().select("#" + table + " tbody tr").stream()
                .map(row -> row.select("td").text())
                .toList();
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
