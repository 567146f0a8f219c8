package tw.qiao.platform.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.platform.mydata.Provenance;

/** The desk says what speaks against an application before an officer decides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FindingsTest {
    private static final LocalDate GOOD = LocalDate.of(2099, 12, 31);

    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = Fixture.start();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void saysNothingWhereNothingStandsOut() {
        UUID id = submit("10000001", told("engineer-licence-expires", GOOD.toString()));

        assertThat(notice(id)).isEmpty();
    }

    @Test
    void tellsThatTheLicenceOfTheEngineerExpired() {
        UUID id = submit("10000002", told("engineer-licence-expires", "2024-05-06"));
        LocalDate today = fixture.platform().bean(CaseTerms.class).today();
        UUID lastDay = submit("10000003", told("engineer-licence-expires", today.toString()));

        assertThat(notice(id).text()).contains("請留意", "執照已在 民國113年5月6日到期");
        assertThat(notice(lastDay)).isEmpty();
    }

    @Test
    void tellsThatTheTypedNameIsNotThatOfTheAccount() {
        UUID id = submit("10000011", own("representative-name", "王大橋"));

        assertThat(notice(id).text()).contains("負責人姓名是「王大橋」", "帳號的姓名「王小橋」");
    }

    @ParameterizedTest
    @ValueSource(strings = {"王小橋", " 王 小橋 ", "王‧小橋"})
    void takesAnotherSpellingOfTheSameNameForTheSame(String typed) {
        UUID id = submit("1000002" + typed.length(), own("representative-name", typed));

        assertThat(notice(id).text()).doesNotContain("姓名");
    }

    @Test
    void leavesANameAloneThatTheHouseholdRegisterTold() {
        UUID id = submit("10000013", told("representative-name", "王大橋"));

        assertThat(notice(id).text()).doesNotContain("姓名");
    }

    @Test
    void leadsToTheOtherOpenCaseOfTheSameFirm() {
        UUID first = submit("10000004", told("firm-name", "甲營造"));
        UUID second = submit("10000004", told("firm-name", "乙營造"));
        submit("10000005", told("firm-name", "丙營造"));

        assertThat(notice(second).select("a").eachAttr("href")).containsExactly("/desk/cases/" + first);
        assertThat(notice(second).text()).contains(fixture.file(first).receiptNumber());
        assertThat(notice(first).select("a").eachAttr("href")).containsExactly("/desk/cases/" + second);
    }

    @Test
    void forgetsAnotherCaseThatEndedWithoutCertificate() {
        UUID withdrawn = submit("10000006", told("firm-name", "甲營造"));
        UUID id = submit("10000006", told("firm-name", "甲營造"));

        fixture.citizen().submit(fixture.citizen().open("/my/cases/" + withdrawn + "/withdraw"), "main form", Map.of());

        assertThat(notice(id)).isEmpty();
    }

    @Test
    void namesTheCaseThatLedToACertificate() {
        UUID id = submit("10000007", told("firm-name", "甲營造"));
        fixture.claim(fixture.officer(), id);
        fixture.approve(fixture.officer(), id, "符合。");
        fixture.waitForState(id, "certificate_issued");

        UUID again = submit("10000007", told("firm-name", "甲營造"));

        assertThat(notice(again).text()).contains("已發證");
        assertThat(notice(id)).as("a finished case is not to be decided").isEmpty();
    }

    @Test
    void onlyCountsTheCasesOfOtherAgencies() {
        UUID other = submit("10000008", told("firm-name", "甲營造"));
        UUID id = submit("10000008", told("firm-name", "甲營造"));
        fixture.platform()
                .database()
                .sql("update casework.case_file set agency = 'TW/GOV/ELSEWHERE' where id = :id")
                .param("id", other)
                .update();

        assertThat(notice(id).text())
                .contains("其他機關也有同一統一編號的案件，共 1 件")
                .doesNotContain(fixture.file(other).receiptNumber());
        assertThat(notice(id).select("a")).isEmpty();
    }

    @Test
    void countsWhatTheApplicantFilledInThoughAnAgencyCouldHaveToldIt() {
        UUID id = submit(
                "10000009", List.of(own("firm-name", "甲營造"), told("representative-name", "王小橋"), own("grade", "A")));

        assertThat(notice(id).text()).contains("機關可以直接提供的 2 項資料中，有 1 項由申請人自行填寫");
    }

    @Test
    void tellsTheApplicantNothingOfIt() {
        UUID id = submit("10000010", own("engineer-licence-expires", "2024-05-06"));

        assertThat(notice(id)).isNotEmpty();
        assertThat(fixture.citizen().open("/my/cases/" + id).text()).doesNotContain("請留意");
        assertThat(fixture.citizen().open("/my").text()).doesNotContain("請留意");
    }

    private Elements notice(UUID id) {
        var page = fixture.officer().open("/desk/cases/" + id);
        assertThat(page.status()).isEqualTo(200);
        return page.document().select(".findings");
    }

    private UUID submit(String firm, Map<String, Object> answer) {
        return submit(firm, List.of(answer));
    }

    private UUID submit(String firm, List<Map<String, Object>> answers) {
        var all = new ArrayList<>(answers);
        all.add(own("unified-number", firm));
        return fixture.submit(fixture.applicant(), all);
    }

    private static Map<String, Object> own(String field, String value) {
        return Fixture.answer(field, field, field, value, value);
    }

    private static Map<String, Object> told(String field, String value) {
        var answer = new HashMap<>(own(field, value));
        answer.put(
                "provenance",
                new Provenance("firm", "TW/GOV/ECON", Instant.EPOCH, UUID.randomUUID(), UUID.randomUUID()));
        return answer;
    }
}
