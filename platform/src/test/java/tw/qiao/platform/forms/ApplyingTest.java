package tw.qiao.platform.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** The form as a visitor without JavaScript sees it, with no agency in reach. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplyingTest {
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
    void walksFromTheStartPageToAReceiptWithoutAgencies() {
        Visited receipt = applicant().apply("own");

        assertThat(receipt.status()).isEqualTo(200);
        assertThat(receipt.heading()).isEqualTo("申請已送出");
        assertThat(ReceiptNumber.isValid(receipt.document().select(".receipt").text()))
                .isTrue();
        assertThat(receipt.text()).contains("𠀋小橋", "民國69年2月29日", "民國115年3月2日", "0912345678");
    }

    @Test
    void walksInEnglishToo() {
        Applicant applicant = applicant();
        applicant.visitor().open("/services?lang=en");

        Visited receipt = applicant.apply("own");

        assertThat(receipt.heading()).isEqualTo("Application sent");
        assertThat(receipt.text()).contains("Grade A", "29 February 1980", "NT$22,500,000", "Not provided");
    }

    @Test
    void showsTheTaskListAndWhereEachPartStands() {
        Applicant applicant = applicant();
        String draft = applicant.begin();

        Visited before = applicant.visitor().open(draft);
        applicant.walk(before, "own", "/consent");
        Visited after = applicant.visitor().open(draft);

        assertThat(before.document().select(".task-list li")).hasSize(7);
        assertThat(before.text()).contains("尚未開始", "還不能開始");
        assertThat(after.document().select(".task-list li:first-child").text()).contains("已完成");
    }

    @Test
    void keepsEveryAnswerAndGoesOnFromTheServicePage() {
        Applicant applicant = applicant();
        String draft = applicant.begin();
        applicant.walk(applicant.visitor().open(draft), "own", "/questions/engineer-licence");

        Visited start = Applicant.signIn(platform, Applicant.first()).visitor().open(Applicant.SERVICE);
        Visited question = applicant.visitor().open(draft + "/questions/unified-number");

        assertThat(start.document().select("a[href=" + draft + "]")).hasSize(1);
        assertThat(question.document().select("#unified-number").val()).isEqualTo(Applicant.FIRM);
    }

    @Test
    void deletesADraftAfterAskingOnce() {
        Applicant applicant = applicant();
        String draft = applicant.begin();

        Visited asked = applicant.visitor().open(draft + "/delete");
        Visited deleted = applicant.submit(asked, Map.of());

        assertThat(deleted.address().getPath()).isEqualTo(Applicant.SERVICE);
        assertThat(applicant.visitor().open(draft).status()).isEqualTo(404);
    }

    @Test
    void answers404ForTheDraftAndTheApplicationOfSomebodyElse() {
        Applicant owner = applicant();
        String draft = owner.begin();
        Visited receipt = owner.apply("own");
        TestVisitor stranger = Applicant.signIn(platform, Applicant.second()).visitor();

        assertThat(stranger.open(draft).status()).isEqualTo(404);
        assertThat(stranger.open(draft + "/questions/grade").status()).isEqualTo(404);
        assertThat(stranger.open(draft + "/consent").status()).isEqualTo(404);
        assertThat(stranger.open(receipt.address().getPath()).status()).isEqualTo(404);
        assertThat(platform.visitor().open(draft).heading()).isNotEqualTo("找不到這一頁");
    }

    @Test
    void leadsBackToTheReceiptWhenASubmittedDraftIsOpenedAgain() {
        Applicant applicant = applicant();
        Visited check = applicant.fillIn("own");
        Visited receipt = applicant.submit(check, Map.of("declaration", "yes"));

        Visited again = applicant.visitor().open(check.address().getPath());
        Visited posted = applicant.submit(check, Map.of("declaration", "yes"));

        assertThat(again.address()).isEqualTo(receipt.address());
        assertThat(posted.address()).isEqualTo(receipt.address());
    }

    @Test
    void asksForTheDeclarationBeforeSending() {
        Applicant applicant = applicant();

        Visited refused = applicant.submit(applicant.fillIn("own"), Map.of());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.document().title()).startsWith("錯誤：");
        assertThat(refused.document().select(".error-summary a").attr("href")).isEqualTo("#declaration");
    }

    @Test
    void makesOneSubmissionOutOfFiftyPostsAtOnce() throws Exception {
        Applicant applicant = applicant();
        Visited check = applicant.fillIn("own");
        UUID draft = Applicant.idIn(check);

        var answers = new HashSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<String> post = () -> {
                Visited receipt = applicant.submit(check, Map.of("declaration", "yes"));
                return receipt.status() + " " + receipt.address().getPath() + " "
                        + receipt.document().select(".receipt").text();
            };
            for (var answer : threads.invokeAll(new ArrayList<>(Collections.nCopies(50, post)))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).hasSize(1).first().asString().startsWith("200 /applications/");
        assertThat(platform.database()
                        .sql("select count(*) from forms.submission where draft = :draft")
                        .param("draft", draft)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void showsAConflictOfTwoWindowsInsteadOfOverwriting() {
        Applicant applicant = applicant();
        String draft = applicant.begin();
        String path = draft + "/questions/grade";
        Visited first = applicant.visitor().open(path);
        Visited second = applicant.visitor().open(path);
        applicant.submit(first, Map.of("grade", "B"));

        Visited conflict = applicant.submit(second, Map.of("grade", "C"));
        Visited still = applicant.visitor().open(path);
        Visited solved = applicant.submit(conflict, Map.of("grade", "C"));

        assertThat(conflict.response().request().method()).isEqualTo("GET");
        assertThat(conflict.text()).contains("乙等");
        assertThat(conflict.document().select("input[name=grade][checked]").val())
                .isEqualTo("C");
        assertThat(still.document().select("input[name=grade][checked]").val()).isEqualTo("B");
        assertThat(solved.status()).isEqualTo(200);
    }

    @Test
    void offersALowerGradeWhenTheCapitalIsTooSmall() {
        Applicant applicant = applicant().answer("firm-capital", "12000000");

        Visited exit = applicant.walk(applicant.visitor().open(applicant.begin()), "own", "/not-eligible");
        Visited next = applicant.submit(exit, Map.of());

        assertThat(exit.status()).isEqualTo(200);
        assertThat(exit.heading()).isEqualTo("這家公司目前不能申請甲等");
        assertThat(exit.text()).contains("新臺幣 22,500,000 元", "新臺幣 12,000,000 元", "改申請乙等");
        assertThat(next.address().getPath()).endsWith("/questions/office-address");
    }

    @Test
    void returnsToTheSummaryAfterAChange() {
        Applicant applicant = applicant();
        Visited check = applicant.fillIn("own");
        Visited question = applicant
                .visitor()
                .open(check.document()
                        .select("a[href$='/questions/remarks?from=check']")
                        .attr("href"));

        Visited back = applicant.submit(question, Map.of("remarks", "請於下午聯絡。"));

        assertThat(back.address().getPath()).endsWith("/check");
        assertThat(back.text()).contains("請於下午聯絡。");
    }

    @ParameterizedTest
    @CsvSource({
        "grade, Z, 請選擇申請等級",
        "unified-number, 12345678, 檢查碼不符",
        "unified-number, 123, 8 位數字",
        "engineer-licence, '', 請填寫專任工程人員執照字號"
    })
    void saysWhatIsWrongAndKeepsWhatWasTyped(String question, String typed, String message) {
        Applicant applicant = applicant();
        Visited page = applicant.visitor().open(applicant.begin() + "/questions/" + question);

        Visited refused = applicant.submit(page, Map.of(question, typed));

        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.document().title()).startsWith("錯誤：");
        assertThat(refused.document().select(".error-summary").text()).contains(message);
        assertThat(refused.document().select(".field .error").text()).contains(message);
        if (!question.equals("grade")) {
            assertThat(refused.document().select("#" + question).val()).isEqualTo(typed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NUL\0here", "bell\u0007", "\uFFFD"})
    void refusesTextThatCannotBeKept(String text) {
        Applicant applicant = applicant();
        Visited page = applicant.visitor().open(applicant.begin() + "/questions/remarks");

        Visited refused = applicant.submit(page, Map.of("remarks", text));

        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.text()).contains("無法辨識的字元");
    }

    @Test
    void refusesHalfOfASurrogatePair() {
        Applicant applicant = applicant();
        String path = applicant.begin() + "/questions/remarks";
        String csrf = applicant
                .visitor()
                .open(path)
                .document()
                .select("input[name=_csrf]")
                .val();

        Visited refused = applicant
                .visitor()
                .send(HttpRequest.newBuilder(URI.create(platform.address() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + csrf + "&seen=0&remarks=%ED%A0%80"))
                        .build());

        assertThat(refused.status() == 400 || refused.text().contains("無法辨識的字元"))
                .isTrue();
    }

    @Test
    void refusesAFieldOfTenMegabytesAndLosesNothing() {
        Applicant applicant = applicant();
        String draft = applicant.begin();
        applicant.walk(applicant.visitor().open(draft), "own", "/questions/unified-number");
        Visited page = applicant.visitor().open(draft + "/questions/remarks");

        Visited refused = applicant.submit(page, Map.of("remarks", "橋".repeat(3_500_000)));

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.heading()).isEqualTo("內容太大");
        assertThat(applicant
                        .visitor()
                        .open(draft + "/questions/grade")
                        .document()
                        .select("input[name=grade][checked]")
                        .val())
                .isEqualTo("A");
    }

    @Test
    void showsAFieldOfTwoHundredThousandCharactersAsTooLong() {
        Applicant applicant = applicant();
        Visited page = applicant.visitor().open(applicant.begin() + "/questions/remarks");

        Visited refused = applicant.submit(page, Map.of("remarks", "x".repeat(200_000)));

        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.text()).contains("最多 2,000 個字", "200,000");
    }

    @Test
    void showsScriptInEveryTextFieldAsText() {
        String attack = "\"><script>alert(1)</script>{{7*7}}${7*7}";
        Applicant applicant = applicant();
        for (String field : List.of(
                "engineer-licence",
                "representative-name",
                "representative-address",
                "firm-name",
                "office-address",
                "engineer-name",
                "engineer-discipline",
                "remarks")) {
            applicant.answer(field, attack.substring(0, Math.min(attack.length(), 40)));
        }

        Visited check = applicant.fillIn("own");
        Visited receipt = applicant.submit(check, Map.of("declaration", "yes"));

        assertThat(check.document().select("script")).isEmpty();
        assertThat(receipt.document().select("script")).isEmpty();
        assertThat(receipt.text()).contains("\"><script>alert(1)</script>{{7*7}}");
    }
}
