package tw.qiao.platform.mydata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.NationalId;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.identity.Accounts;
import tw.qiao.platform.support.TestExchange;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

/** The page "who used my data" over real exchange nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataUsesTest {
    private static final String FIRST = NationalId.synthetic('Z', true, 999_988).value();
    private static final String SECOND =
            NationalId.synthetic('Z', false, 999_987).value();

    private TestExchange exchange;
    private TestPlatform platform;

    @BeforeAll
    void start(@TempDir Path folder) {
        exchange = TestExchange.start(folder);
        exchange.execute("""
                insert into household.api_persons values
                  ('%1$s', '王小橋', '1980-02-29', '臺北市'), ('%2$s', '李大同', '1975-05-05', '高雄市');
                insert into land.api_rights values ('%1$s', 'building', 'B-1', '臺北市');
                """.formatted(FIRST, SECOND));
        String[] settings = exchange.platformSettings();
        platform = TestPlatform.start("qiao.site.demo=true", settings[0], settings[1]);
    }

    @AfterAll
    void stop() {
        platform.close();
        exchange.close();
    }

    private TestVisitor signedIn(String nationalId) {
        TestVisitor visitor = platform.visitor();
        String form = "form:has(input[name=nationalId][value=" + nationalId + "])";
        visitor.submit(visitor.open("/demo/sign-in"), form, Map.of());
        return visitor;
    }

    private String use(String service, String nationalId) throws IOException, InterruptedException {
        String id = UUID.randomUUID().toString();
        var request = HttpRequest.newBuilder(
                        URI.create(exchange.address() + "/r1/TW/GOV/" + service + "/" + nationalId))
                .header("X-Road-Client", TestExchange.PORTAL)
                .header("X-Road-Id", id)
                .header("Gx-Purpose", "construction-firm-registration")
                .header("Gx-Basis", "construction-industry-act-15")
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
        return id;
    }

    private static List<String> shown(Visited page) {
        return page.document().select(".use a[href^=/my/data-uses/]").eachAttr("href").stream()
                .map(address -> address.substring("/my/data-uses/".length()))
                .toList();
    }

    @Test
    void turnsThePagesOfManyUsesTheNewestFirst() throws IOException, InterruptedException {
        var used = new ArrayList<String>();
        for (int i = 0; i < 45; i++) {
            used.add(use("RIS/household/persons", SECOND));
        }
        Collections.reverse(used);
        TestVisitor visitor = signedIn(SECOND);

        Visited first = visitor.open("/my/data-uses");
        Visited second = visitor.open(
                first.document().select("a[href='/my/data-uses?page=2']").attr("href"));
        Visited third = visitor.open(
                second.document().select("a[href='/my/data-uses?page=3']").attr("href"));

        assertThat(first.text()).contains("共 45 筆");
        assertThat(shown(first)).isEqualTo(used.subList(0, 20));
        assertThat(shown(second)).isEqualTo(used.subList(20, 40));
        assertThat(shown(third)).isEqualTo(used.subList(40, 45));
        assertThat(third.document().select("a[href='/my/data-uses?page=4']")).isEmpty();
        assertThat(shown(visitor.open("/my/data-uses?page=99"))).isEqualTo(used.subList(40, 45));
        assertThat(visitor.open("/my/data-uses/" + used.getLast()).text()).contains("證明已核對");
    }

    @Test
    void showsAUseThatThePlatformsOwnLogAndItsWitnessesForgotInRed() throws IOException, InterruptedException {
        String id = use("LAND/cadastre/rights", FIRST);
        exchange.loseLogAndWitnesses("QIAO");

        Visited proof = signedIn(FIRST).open("/my/data-uses/" + id);

        assertThat(proof.document().select(".notice.danger").text()).contains("證明不成立", "本平臺的節點沒有參與這次交換");
    }

    @Test
    void saysThatAProviderCannotBeAskedWhileItsLogIsNotTheOneThatWasWitnessed()
            throws IOException, InterruptedException {
        use("LAND/cadastre/rights", FIRST);
        TestVisitor visitor = signedIn(FIRST);
        try {
            exchange.awaitWitness("LAND");
            exchange.loseLog("LAND");

            assertThat(visitor.open("/my/data-uses").text()).contains("現在問不到：");
        } finally {
            exchange.loseLogAndWitnesses("LAND");
        }
    }

    @Test
    void showsAQuestionThatFoundNothingOfHersButNoUseOfSomebodyElses() throws IOException, InterruptedException {
        String licence = "T000099999";
        String foreign = use("NLMA/construction/technicians", licence);
        TestVisitor visitor = signedIn(FIRST);
        UUID owner =
                platform.bean(Accounts.class).ofNationalId(FIRST).orElseThrow().id();
        Map<String, String> subjects = Map.of("engineer-licence", licence, "unified-number", "04595257");
        UUID consent = platform.bean(Consents.class)
                .give(owner, List.of("engineer"), subjects)
                .id();

        platform.bean(MyData.class).fetch(consent, owner, "engineer", subjects);
        Visited uses = visitor.open("/my/data-uses");

        UUID own = platform.database()
                .sql("select exchange from mydata.attempt where consent = :consent")
                .param("consent", consent)
                .query(UUID.class)
                .single();
        assertThat(shown(uses)).contains(own.toString()).doesNotContain(foreign);
    }

    @Test
    void showsAUseOfHerFirmOnceAlthoughSheIsFoundAsItsRepresentativeToo() throws IOException, InterruptedException {
        String firm = "12345675";
        exchange.execute("insert into construction.api_firms values ('%s', '大橋營造', '%s', 1000000, '臺北市')"
                .formatted(firm, FIRST));
        String byOthers = use("NLMA/construction/firms", firm);
        TestVisitor visitor = signedIn(FIRST);
        Visited asRepresentative = visitor.open("/my/data-uses");
        UUID owner =
                platform.bean(Accounts.class).ofNationalId(FIRST).orElseThrow().id();
        Map<String, String> subjects = Map.of("unified-number", firm, "applicant", FIRST);
        UUID consent = platform.bean(Consents.class)
                .give(owner, List.of("firm"), subjects)
                .id();

        platform.bean(MyData.class).fetch(consent, owner, "firm", subjects);
        Visited asFirmToo = visitor.open("/my/data-uses");

        assertThat(shown(asRepresentative)).containsOnlyOnce(byOthers);
        assertThat(shown(asFirmToo)).containsOnlyOnce(byOthers).doesNotHaveDuplicates();
        assertThat(asFirmToo.text()).contains("共 " + shown(asFirmToo).size() + " 筆");
    }

    @Test
    void withdrawsAConsentByTheButtonSoThatNothingIsFetchedUnderItAnyMore() {
        TestVisitor visitor = signedIn(FIRST);
        UUID owner =
                platform.bean(Accounts.class).ofNationalId(FIRST).orElseThrow().id();
        Map<String, String> subjects = Map.of("applicant", FIRST);
        UUID consent = platform.bean(Consents.class)
                .give(owner, List.of("household"), subjects)
                .id();
        Visited before = visitor.open("/my/data-uses");

        Visited after = visitor.submit(before, "form[action$='" + consent + "/withdraw']", Map.of());

        assertThat(before.text()).contains("撤回這個同意");
        assertThat(after.address().getPath()).isEqualTo("/my/data-uses");
        assertThat(after.document().select("form[action$=/withdraw]")).isEmpty();
        assertThatThrownBy(() -> platform.bean(MyData.class).fetch(consent, owner, "household", subjects))
                .isInstanceOf(Problem.class)
                .extracting("code")
                .isEqualTo("consent_required");
    }

    @Test
    void doesNotWithdrawTheConsentOfSomebodyElse() {
        signedIn(FIRST);
        UUID owner =
                platform.bean(Accounts.class).ofNationalId(FIRST).orElseThrow().id();
        Map<String, String> subjects = Map.of("applicant", FIRST);
        Consents consents = platform.bean(Consents.class);
        UUID own = consents.give(owner, List.of("household"), subjects).id();
        TestVisitor stranger = signedIn(SECOND);
        UUID strangerId =
                platform.bean(Accounts.class).ofNationalId(SECOND).orElseThrow().id();
        consents.give(strangerId, List.of("household"), Map.of("applicant", SECOND));
        Visited page = stranger.open("/my/data-uses");
        String token = page.document()
                .select("form[action$=/withdraw] input[name=_csrf]")
                .attr("value");

        stranger.post("/my/consents/" + own + "/withdraw", Map.of("_csrf", token));

        assertThat(token).isNotEmpty();
        assertThat(platform.bean(MyData.class).fetch(own, owner, "household", subjects))
                .isInstanceOf(FetchOutcome.Found.class);
    }
}
