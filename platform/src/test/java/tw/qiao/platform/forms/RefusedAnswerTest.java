package tw.qiao.platform.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor.Visited;

/** What happens to an answer that is not taken, until the person has seen why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedAnswerTest {
    private static final List<String> TEXTS = List.of(
            "engineer-licence",
            "unified-number",
            "representative-name",
            "representative-address",
            "firm-name",
            "firm-capital",
            "office-address",
            "engineer-name",
            "engineer-discipline",
            "contact-email",
            "contact-phone",
            "remarks");

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
    void isShownByAPageThatCanBeReloadedWithoutSendingAgain() {
        Applicant applicant = applicant();
        Visited page = applicant.visitor().open(applicant.begin() + "/questions/unified-number?from=check");

        Visited refused = applicant.submit(page, Map.of("unified-number", "12345678"));

        assertThat(refused.response().request().method()).isEqualTo("GET");
        assertThat(refused.address().toString()).endsWith("/questions/unified-number?from=check");
        assertThat(refused.document().select("#unified-number").val()).isEqualTo("12345678");
        assertThat(refused.document().select(".error-summary").text()).contains("檢查碼不符");
    }

    @Test
    void isShownOnce() {
        Applicant applicant = applicant();
        Visited page = applicant.visitor().open(applicant.begin() + "/questions/unified-number");
        applicant.submit(page, Map.of("unified-number", "12345678"));

        Visited again = applicant.visitor().open(page.address().getPath());

        assertThat(again.document().select(".error-summary")).isEmpty();
        assertThat(again.document().select("#unified-number").val()).isEmpty();
    }

    @Test
    void keepsEveryPartOfADate() {
        Applicant applicant = applicant();
        Visited page = applicant.visitor().open(applicant.begin() + "/questions/engineer-start-date");

        Visited refused = applicant.submit(
                page,
                Map.of(
                        "engineer-start-date-year", "115",
                        "engineer-start-date-month", "２",
                        "engineer-start-date-day", "<31>"));

        assertThat(refused.document().select(".error-summary li")).hasSize(1);
        assertThat(refused.document().select("#engineer-start-date").val()).isEqualTo("115");
        assertThat(refused.document()
                        .select("input[name=engineer-start-date-month]")
                        .val())
                .isEqualTo("２");
        assertThat(refused.document()
                        .select("input[name=engineer-start-date-day]")
                        .val())
                .isEqualTo("<31>");
    }

    @Test
    void belongsToItsQuestionAndItsVisitorAlone() {
        Applicant applicant = applicant();
        Applicant elsewhere = applicant();
        String draft = applicant.begin();
        Visited page = applicant.visitor().open(draft + "/questions/unified-number");
        sendAndLeave(applicant, page, "12345678");

        Visited other = applicant.visitor().open(draft + "/questions/remarks");
        Visited foreign = elsewhere.visitor().open(page.address().getPath());
        Visited own = applicant.visitor().open(page.address().getPath());

        assertThat(other.document().select(".error-summary")).isEmpty();
        assertThat(foreign.document().select(".error-summary")).isEmpty();
        assertThat(foreign.text()).doesNotContain("12345678");
        assertThat(own.document().select("#unified-number").val()).isEqualTo("12345678");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "橋", "𠀋"})
    void doesNotFillTheSessionHoweverOftenAndHoweverMuchIsSent(String character) {
        Applicant applicant = applicant();
        String draft = applicant.begin();
        for (String question : TEXTS) {
            Visited page = applicant.visitor().open(draft + "/questions/" + question);
            sendAndLeave(applicant, page, character.repeat(20_000));
            sendAndLeave(applicant, page, character.repeat(20_000));
        }

        int length = platform.database()
                .sql("select max(length(attributes)) from identity.session")
                .query(Integer.class)
                .single();
        assertThat(length).as("at most eight answers, each cut").isLessThan(25_000);
    }

    /** Posts an answer and never opens the page to which the answer leads. */
    private static void sendAndLeave(Applicant applicant, Visited page, String typed) {
        String csrf = page.document().select("main input[name=_csrf]").val();
        String path = page.address().getPath();
        String question = path.substring(path.lastIndexOf('/') + 1);
        String body = "seen=0&_csrf=" + csrf + "&" + question + "=" + URLEncoder.encode(typed, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(page.address())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var client = HttpClient.newBuilder()
                .cookieHandler(applicant.visitor().cookies())
                .build()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(302);
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }
}
