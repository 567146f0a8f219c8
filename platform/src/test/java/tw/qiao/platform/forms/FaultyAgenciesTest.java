package tw.qiao.platform.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.platform.support.FaultyNode;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor.Visited;

/** The form when the exchange misbehaves: it never blocks the applicant. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultyAgenciesTest {
    private static final String PERSONS = "TW/GOV/RIS/household/persons";
    private FaultyNode node;
    private TestPlatform platform;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        node = FaultyNode.start();
        Path people = Files.writeString(folder.resolve("people.json"), Applicant.PEOPLE);
        platform = TestPlatform.start(
                "qiao.site.demo=true",
                "qiao.demo.people=" + people,
                "qiao.exchange.patience=700ms",
                "qiao.exchange.node=" + node.address());
    }

    @AfterAll
    void stop() {
        platform.close();
        node.close();
    }

    private Applicant applicant;
    private Visited consent;

    @BeforeEach
    void comeToTheConsentPage() {
        applicant = Applicant.signIn(platform, Applicant.first());
        consent = applicant.walk(applicant.visitor().open(applicant.begin()), "own", "/consent");
    }

    @AfterEach
    void mend() {
        node.reply(PERSONS, new FaultyNode.Reply(503, "", "server.serverproxy.service_failed", 0));
    }

    @Test
    void goesOnByHandWhenEverythingIsAway() {
        Visited data = applicant.submit(consent, Map.of("choice", "consent"));
        Visited receipt = applicant.submit(applicant.walk(data, "own", "/check"), Map.of("declaration", "yes"));

        assertThat(data.text()).contains("有 4 項資料現在拿不到", "server.serverproxy.service_failed", "這不影響您申請");
        assertThat(receipt.heading()).isEqualTo("申請已送出");
    }

    @Test
    void waitsNoLongerThanItsPatience() {
        node.reply(PERSONS, new FaultyNode.Reply(200, "{\"data\":[]}", "", 5_000));
        long start = System.nanoTime();

        Visited data = applicant.submit(consent, Map.of("choice", "consent"));

        assertThat(System.nanoTime() - start).isLessThan(4_500_000_000L);
        assertThat(data.text()).contains("exchange_node_slow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{\"data\":{}}",
                "{\"data\":[1]}",
                "{\"data\":[{}],\"data\":[{}]}",
                "{\"rows\":[]}"
            })
    void takesNothingFromAnAnswerThatIsNone(String body) {
        node.reply(PERSONS, new FaultyNode.Reply(200, body, "", 0));

        Visited data = applicant.submit(consent, Map.of("choice", "consent"));

        assertThat(data.status()).isEqualTo(200);
        assertThat(data.document().select(".tag.good")).isEmpty();
    }

    @Test
    void takesNothingThatIsAboutSomebodyElse() {
        node.rows(
                PERSONS,
                "[{\"national_id\":\"" + Applicant.second() + "\",\"name\":\"李大同\",\"birth_date\":\"1975-05-05\"}]");

        Visited data = applicant.submit(consent, Map.of("choice", "consent"));
        Visited question = applicant.walk(data, "own", "/questions/representative-name");

        assertThat(data.text()).contains("不一致");
        assertThat(question.document().select("#representative-name").val()).isEmpty();
    }

    @Test
    void takesNoMoreThanItAskedForAndNothingMalformed() {
        node.rows(
                PERSONS,
                "[{\"national_id\":\"" + Applicant.first()
                        + "\",\"name\":\"<b>王</b>\",\"birth_date\":\"1975-02-31\",\"address\":null,\"secret\":\"x\"}]");

        Visited data = applicant.submit(consent, Map.of("choice", "consent"));
        String draft = data.address().getPath().replace("/data", "");
        Visited name = applicant.visitor().open(draft + "/questions/representative-name");
        Visited birth = applicant.visitor().open(draft + "/questions/representative-birth-date");

        assertThat(name.document().select("#representative-name").val()).isEqualTo("<b>王</b>");
        assertThat(name.document().select("main b")).isEmpty();
        assertThat(birth.document().select("input[name$=-year]").val()).isEmpty();
        assertThat(node.asked())
                .last()
                .satisfies(asked -> assertThat(asked.get("consent")).hasSize(36));
    }
}
