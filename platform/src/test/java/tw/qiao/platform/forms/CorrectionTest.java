package tw.qiao.platform.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor.Visited;

/** How an applicant answers an officer's request to correct single answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorrectionTest {
    private static final LocalDate DUE = LocalDate.of(2027, 1, 31);

    private TestPlatform platform;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        platform = Applicant.platformWithoutAgencies(folder);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    private Applicant applicant() {
        return Applicant.signIn(platform, Applicant.first());
    }

    @Test
    void letsTheApplicantCorrectOnlyWhatTheOfficerQuestions() {
        Applicant applicant = applicant();
        UUID submission = Applicant.idIn(applicant.apply("own"));
        Supplements supplements = platform.bean(Supplements.class);
        UUID asked = supplements.request(
                submission, Map.of("contact-phone", "電話打不通 <b>請更正</b>", "engineer-start-date", "請確認日期"), DUE);

        String path = "/applications/" + submission + "/supplement";
        Visited page = applicant.visitor().open(path);
        Visited refused = applicant.submit(page, Map.of("contact-phone", "1", "engineer-start-date-day", ""));
        Visited sent = applicant.submit(
                refused, Map.of("contact-phone", "(02) 2345-6789 轉 12", "engineer-start-date-day", "５"));

        assertThat(page.document().select("main form .field")).hasSize(2);
        assertThat(page.document().select("main form b")).isEmpty();
        assertThat(page.text()).contains("<b>請更正</b>", "民國116年1月31日");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.document().select(".error-summary li")).hasSize(2);
        assertThat(sent.text()).contains("補正已送出", "0223456789 轉 12", "民國115年3月5日");
        Submission now = platform.bean(Submissions.class).find(submission).orElseThrow();
        assertThat(now.answers())
                .filteredOn(answer -> answer.field().equals("contact-phone"))
                .extracting(Answer::value)
                .containsExactly("0223456789#12");
        assertThat(platform.database()
                        .sql("select changes::text from forms.supplement where id = :id")
                        .param("id", asked)
                        .query(String.class)
                        .single())
                .contains("0912345678", "0223456789");
        assertThat(applicant.visitor().open(path).address().getPath()).isEqualTo("/applications/" + submission);
    }

    @Test
    void isRefusedWhenItChangesNothing() {
        Applicant applicant = applicant();
        UUID submission = Applicant.idIn(applicant.apply("own"));
        Supplements supplements = platform.bean(Supplements.class);
        supplements.request(submission, Map.of("contact-phone", "電話打不通", "remarks", "請說明工程經驗"), DUE);
        Visited page = applicant.visitor().open("/applications/" + submission + "/supplement");

        Visited same = applicant.submit(page, Map.of());
        Visited written = applicant.submit(page, Map.of("contact-phone", "0912 345 678"));
        applicant.visitor().open("/services?lang=en");
        Visited english = applicant.submit(page, Map.of());
        Visited changed = applicant.submit(page, Map.of("remarks", "電話沒有錯，請於晚間來電。"));

        assertThat(same.status()).isEqualTo(422);
        assertThat(same.document().select(".error-summary a").text()).contains("還沒有更改任何答案", "民國116年1月31日");
        assertThat(written.status())
                .as("the same number, written in another way")
                .isEqualTo(422);
        assertThat(english.document().select(".error-summary a").text()).contains("not changed any answer");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(supplements.open(submission)).isEmpty();
    }
}
