package tw.qiao.platform.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.platform.identity.Accounts;
import tw.qiao.platform.mydata.Consents;
import tw.qiao.platform.mydata.FetchOutcome;
import tw.qiao.platform.mydata.MyData;
import tw.qiao.platform.support.TestExchange;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor.Visited;

/** The form with real exchange nodes of three agencies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgenciesTest {
    private TestExchange exchange;
    private TestPlatform platform;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        exchange = TestExchange.start(folder);
        exchange.execute("""
                insert into household.api_persons values
                  ('%1$s', '𠀋小橋', '1980-02-29', '臺北市中正區測試里1號'), ('%2$s', '李大同', '1975-05-05', '高雄市');
                insert into construction.api_firms values
                  ('04595257', '大橋營造股份有限公司', '%1$s', 22500000, '臺北市中正區測試路2號'),
                  ('10458575', '別人營造有限公司', '%2$s', 50000000, '高雄市');
                insert into construction.api_representatives values ('%1$s', '04595257', '大橋營造股份有限公司');
                insert into construction.api_technicians values
                  ('技證字第000123號', '陳技師', '土木工程', '2031-01-31', '04595257');
                insert into land.api_rights values
                  ('04595257', 'building', 'B-1', '臺北市中正區測試路2號'), ('10458575', 'building', 'B-2', '高雄市');
                """.formatted(Applicant.first(), Applicant.second()));
        Path people = Files.writeString(folder.resolve("people.json"), Applicant.PEOPLE);
        String[] settings = exchange.platformSettings();
        platform = TestPlatform.start("qiao.site.demo=true", "qiao.demo.people=" + people, settings[0], settings[1]);
    }

    @AfterAll
    void stop() {
        platform.close();
        exchange.close();
    }

    private Applicant applicant() {
        return Applicant.signIn(platform, Applicant.first());
    }

    private UUID account(String nationalId) {
        return platform.bean(Accounts.class)
                .ofNationalId(nationalId)
                .orElseThrow()
                .id();
    }

    @Test
    void fillsInWhatAgenciesHoldAndAsksOnlyTheRest() {
        Applicant applicant = applicant();

        Visited consent = applicant.walk(applicant.visitor().open(applicant.begin()), "consent", "/consent");
        Visited data = applicant.submit(consent, Map.of("choice", "consent"));
        Visited check = applicant.walk(data, "consent", "/check");
        Visited receipt = applicant.submit(check, Map.of("declaration", "yes"));

        assertThat(consent.document().select(".consent .card")).hasSize(4);
        assertThat(consent.text()).contains("戶政機關", "地政機關", "只用一次", "營造業法第15條", "我要自己填寫");
        assertThat(data.text()).contains("已帶入").doesNotContain("現在拿不到");
        assertThat(check.document().select(".provenance").eachText())
                .filteredOn(text -> text.contains("提供"))
                .hasSize(9);
        assertThat(receipt.text()).contains("𠀋小橋", "由戶政機關於", "新臺幣 22,500,000 元", "陳技師");
        Submission submission =
                platform.bean(Submissions.class).find(Applicant.idIn(receipt)).orElseThrow();
        assertThat(submission.answers())
                .filteredOn(answer -> answer.field().equals("representative-name"))
                .allSatisfy(answer ->
                        assertThat(answer.provenance()).extracting("member").isEqualTo("TW/GOV/RIS"));
    }

    @Test
    void marksAnAnswerThatTheApplicantCorrects() {
        Applicant applicant = applicant();
        Visited check = applicant.fillIn("consent");
        Visited question = applicant
                .visitor()
                .open(check.document().select("a[href*=representative-address]").attr("href"));

        Visited corrected = applicant.submit(question, Map.of("representative-address", "新地址 5 號"));
        Visited restored = applicant.submit(
                applicant.visitor().open(question.address().toString()),
                Map.of("representative-address", "臺北市中正區測試里1號"));

        assertThat(question.text()).contains("由戶政機關提供");
        assertThat(corrected.text()).contains("您自己更正；戶政機關的資料是「臺北市中正區測試里1號」");
        assertThat(restored.text()).doesNotContain("您自己更正");
    }

    @Test
    void forgetsWhatAgenciesSaidWhenTheFirmChanges() {
        Applicant applicant = applicant();
        Visited check = applicant.fillIn("consent");
        String draft = check.address().getPath().replace("/check", "");

        Visited next = applicant.submit(
                applicant.visitor().open(draft + "/questions/unified-number"), Map.of("unified-number", "10458575"));
        Visited data = applicant.submit(applicant.walk(next, "consent", "/consent"), Map.of("choice", "consent"));

        assertThat(data.text()).contains("紀錄和您填寫的公司或人員不一致");
        assertThat(data.document().select("li.card p a").eachAttr("href"))
                .contains(draft + "/questions/unified-number", draft + "/questions/engineer-licence");
        assertThat(applicant.visitor().open(draft + "/questions/firm-name").text())
                .doesNotContain("別人營造");
        assertThat(applicant.visitor().open(draft + "/questions/office-address").text())
                .doesNotContain("高雄市");
    }

    @Test
    void offersTheFirmsThatThePersonRepresents() {
        Applicant applicant = applicant();
        String draft = applicant.begin();
        Visited question = applicant.visitor().open(draft + "/questions/unified-number");
        Visited consent = applicant
                .visitor()
                .open(question.document().select("a[href*=consent]").attr("href"));

        applicant.submit(consent, Map.of("choice", "consent"));
        Visited offered = applicant.visitor().open(draft + "/questions/unified-number");

        assertThat(consent.document().select(".consent .card")).hasSize(1);
        var form = offered.document().select("form:has(.candidate)");
        assertThat(form.select(".candidate button").text()).contains("大橋營造股份有限公司", "04595257");
        assertThat(form.select("input[name=unified-number]"))
                .as("an input that would be sent along with the choice")
                .isEmpty();
        applicant.visitor().submit(offered, "form:has(.candidate)", Map.of("unified-number", "04595257"));
        assertThat(applicant
                        .visitor()
                        .open(draft + "/questions/unified-number")
                        .document()
                        .select("input[name=unified-number]")
                        .attr("value"))
                .isEqualTo("04595257");
    }

    @Test
    void saysWhichAgencyIsAwayAndAsksItAgain() {
        Applicant applicant = applicant();
        Visited consent = applicant.walk(applicant.visitor().open(applicant.begin()), "consent", "/consent");
        exchange.stop("RIS");

        Visited away = applicant.submit(consent, Map.of("choice", "consent"));
        exchange.start("RIS");
        Visited again = applicant.visitor().submit(away, "form[action$='/data/household']", Map.of("choice", "again"));

        assertThat(away.text()).contains("有 1 項資料現在拿不到", "戶政機關的系統現在沒有回應", "再試一次", "我要自己填寫");
        assertThat(away.document().select(".tag.good")).hasSize(3);
        assertThat(again.document().select(".tag.good")).hasSize(4);
    }

    @Test
    void showsEachUseWithItsConsentAndTheCheckedProof() {
        Applicant applicant = applicant();
        applicant.apply("consent");

        Visited uses = applicant.visitor().open("/my/data-uses");
        Visited proof = applicant
                .visitor()
                .open(uses.document()
                        .select(".use:not(.foreign) a[href^=/my/data-uses/]")
                        .attr("href"));

        assertThat(uses.status()).isEqualTo(200);
        assertThat(uses.text())
                .contains("機關 QIAO 使用了「負責人的戶籍資料」", "證明已核對", "您同意過", "出生日期", "TW/GOV/RIS/household/persons");
        assertThat(uses.document().select(".use:not(.foreign)").size()).isGreaterThanOrEqualTo(4);
        assertThat(proof.text()).contains("雙方的日誌都有這次交換", "exchange.qiao/TW/GOV/QIAO", "承諾值");
        assertThat(proof.document().select(".card code").size()).isGreaterThan(10);
    }

    @Test
    void showsAPlantedUseWithoutConsentInRed() throws Exception {
        Applicant applicant = applicant();
        String planted = "01890a5d-ac96-774b-bcce-b302099a8057";
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(exchange.address() + "/r1/TW/GOV/RIS/household/persons/"
                                        + Applicant.first() + "?fields=name,address"))
                                .header("X-Road-Client", TestExchange.PORTAL)
                                .header("X-Road-Id", planted)
                                .header("Gx-Purpose", "construction-firm-registration")
                                .header("Gx-Basis", "construction-industry-act-15")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        Visited uses = applicant.visitor().open("/my/data-uses");
        Visited proof = applicant.visitor().open("/my/data-uses/" + planted);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(uses.document().select(".use.foreign").text()).contains("沒有您的同意", "這次使用找不到您的同意", "個人資料保護法", planted);
        assertThat(proof.text()).contains("這次使用找不到您的同意", "證明已核對");
        assertThat(Applicant.signIn(platform, Applicant.second())
                        .visitor()
                        .open("/my/data-uses/" + planted)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void listsWhoCouldNotBeAsked() {
        Applicant applicant = applicant();
        exchange.stop("LAND");
        try {
            Visited uses = applicant.visitor().open("/my/data-uses");

            assertThat(uses.status()).isEqualTo(200);
            assertThat(uses.text()).contains("現在問不到： 機關 LAND");
        } finally {
            exchange.start("LAND");
        }
    }

    @Test
    void refusesAConsentThatIsUsedUpForeignWithdrawnOrUnknown() {
        applicant();
        Applicant.signIn(platform, Applicant.second());
        UUID owner = account(Applicant.first());
        UUID stranger = account(Applicant.second());
        Consents consents = platform.bean(Consents.class);
        MyData myData = platform.bean(MyData.class);
        Map<String, String> subjects = Map.of("applicant", Applicant.first());
        UUID used = consents.give(owner, List.of("household"), subjects).id();
        UUID foreign = consents.give(owner, List.of("household"), subjects).id();
        UUID withdrawn = consents.give(owner, List.of("household"), subjects).id();
        UUID expired = consents.give(owner, List.of("household"), subjects).id();
        consents.withdraw(withdrawn, owner);
        platform.database()
                .sql("update mydata.consent set expires = now() - interval '1 second' where id = :id")
                .param("id", expired)
                .update();

        FetchOutcome first = myData.fetch(used, owner, "household", subjects);

        assertThat(first).isInstanceOf(FetchOutcome.Found.class);
        for (Runnable fetch : List.<Runnable>of(
                () -> myData.fetch(used, owner, "household", subjects),
                () -> myData.fetch(foreign, stranger, "household", subjects),
                () -> myData.fetch(withdrawn, owner, "household", subjects),
                () -> myData.fetch(expired, owner, "household", subjects),
                () -> myData.fetch(foreign, owner, "firm", subjects),
                () -> myData.fetch(UUID.randomUUID(), owner, "household", subjects))) {
            assertThatThrownBy(fetch::run)
                    .isInstanceOf(Problem.class)
                    .extracting("code")
                    .isEqualTo("consent_required");
        }
    }

    @Test
    void writesConsentsAndTheirUseIntoTheEvidenceLog() throws InterruptedException {
        applicant();
        UUID owner = account(Applicant.first());
        Map<String, String> subjects = Map.of("applicant", Applicant.first());
        EvidenceLog log = platform.bean(EvidenceLog.class);
        UUID consent = platform.bean(Consents.class)
                .give(owner, List.of("household", "representations"), subjects)
                .id();
        platform.bean(MyData.class).fetch(consent, owner, "household", subjects);
        platform.bean(Consents.class).withdraw(consent, owner);

        for (int tries = 0;
                tries < 200 && log.indexOf("consent-withdrawn/" + consent).isEmpty();
                tries++) {
            Thread.sleep(50);
        }

        assertThat(log.indexOf("consent-given/" + consent)).isPresent();
        assertThat(log.indexOf("consent-withdrawn/" + consent)).isPresent();
        byte[] entry = log.entry(log.indexOf("consent-given/" + consent).getAsLong());
        assertThat(new String(entry, StandardCharsets.UTF_8))
                .contains("\"commit\":", "\"kind\":\"consent-given\"")
                .doesNotContain(Applicant.first());
    }
}
