package tw.qiao.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.NationalId;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecurityTest {
    static final String CITIZEN = NationalId.synthetic('Z', true, 999_988).value();
    static final String ADMINISTRATOR =
            NationalId.synthetic('Z', false, 999_995).value();

    private TestPlatform platform;

    @BeforeAll
    void start() {
        platform = TestPlatform.start("qiao.site.demo=true");
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sign-in", "/site/qiao.css", "/nowhere", "/error", "/account", "/a;b=c/%2e%2e/x"})
    void everyAnswerHasStrictHeaders(String path) {
        var headers = platform.visitor().open(path).response().headers();

        assertThat(headers.firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'none'; script-src 'self';")
                        .contains("frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(headers.allValues("Strict-Transport-Security")).hasSize(1);
        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("Referrer-Policy")).containsExactly("same-origin");
        assertThat(headers.firstValue("Permissions-Policy").orElse("")).contains("publickey-credentials-get=(self)");
        assertThat(headers.allValues("Cross-Origin-Opener-Policy")).containsExactly("same-origin");
        assertThat(headers.allValues("Cross-Origin-Resource-Policy")).containsExactly("same-origin");
    }

    @Test
    void pagesAreNotCachedButFilesAre() {
        TestVisitor visitor = platform.visitor();

        assertThat(cacheControl(visitor.open("/sign-in"))).contains("no-store");
        assertThat(cacheControl(visitor.open("/site/qiao.css"))).contains("max-age=3600");
    }

    @Test
    void aPathThatNobodyOpenedIsNotThere() {
        assertThat(platform.visitor().open("/actuator/prometheus").status()).isEqualTo(404);
        assertThat(platform.visitor().open("/nowhere").status()).isEqualTo(404);
    }

    @Test
    void leadsToSignInAndBack() {
        TestVisitor visitor = platform.visitor();

        Visited signInPage = visitor.open("/account?x=1");
        Visited back = DemoSignInTest.signIn(visitor, CITIZEN);

        assertThat(signInPage.heading()).isEqualTo("登入");
        assertThat(signInPage.text()).contains("請先登入");
        assertThat(back.address()).hasPath("/account").hasQuery("x=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example/",
                "/\\evil.example",
                "https://evil.example/",
                "/%0d%0aSet-Cookie:x",
                "javascript:alert(1)",
                "/\tevil",
                "\\\\evil.example",
                "/sign-out"
            })
    void neverReturnsToAnotherSite(String next) {
        TestVisitor visitor = platform.visitor();

        visitor.open("/sign-in?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
        Visited after = DemoSignInTest.signIn(visitor, CITIZEN);

        assertThat(after.address().toString()).startsWith(platform.address() + "/");
        assertThat(after.response().headers().firstValue("Set-Cookie").orElse(""))
                .doesNotContain("x");
    }

    @Test
    void refusesAFormWithoutItsToken() {
        TestVisitor visitor = platform.visitor();
        DemoSignInTest.signIn(visitor, CITIZEN);

        Visited answer = visitor.post("/sign-out", Map.of());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(visitor.open("/").document().select(".person")).hasSize(1);
    }

    @Test
    void refusesAFormWithTheTokenOfSomebodyElse() {
        TestVisitor attacker = platform.visitor();
        String stolen = token(DemoSignInTest.signIn(attacker, CITIZEN));
        TestVisitor visitor = platform.visitor();
        DemoSignInTest.signIn(visitor, CITIZEN);

        assertThat(visitor.post("/sign-out", Map.of("_csrf", stolen)).status()).isEqualTo(403);
        assertThat(visitor.post("/sign-out", Map.of("_csrf", "forged")).status())
                .isEqualTo(403);
    }

    @Test
    void signsOut() {
        TestVisitor visitor = platform.visitor();
        Visited home = DemoSignInTest.signIn(visitor, CITIZEN);

        Visited after = visitor.submit(home, "form[action=/sign-out]", Map.of());

        assertThat(after.text()).contains("您已經登出");
        assertThat(visitor.open("/").document().select(".person")).isEmpty();
    }

    @Test
    void changesTheSessionAtSignIn() {
        TestVisitor visitor = platform.visitor();
        visitor.open("/sign-in");
        String planted = session(visitor).getValue();

        DemoSignInTest.signIn(visitor, CITIZEN);

        assertThat(session(visitor).getValue()).isNotEqualTo(planted).hasSize(43);
        TestVisitor attacker = platform.visitor();
        putSession(attacker, planted);
        assertThat(attacker.open("/").document().select(".person")).isEmpty();
    }

    @Test
    void theCookieIsKeptFromScriptsAndOtherSites() {
        TestVisitor visitor = platform.visitor();

        String cookie = visitor.open("/sign-in").response().headers().allValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("qiao-session="))
                .findFirst()
                .orElseThrow();

        assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax").contains("Path=/");
    }

    @Test
    void theDatabaseDoesNotKnowTheIdOfASession() {
        TestVisitor visitor = platform.visitor();
        DemoSignInTest.signIn(visitor, CITIZEN);

        var rows = platform.database()
                .sql("select s::text from identity.session s")
                .query(String.class)
                .list();

        assertThat(rows)
                .isNotEmpty()
                .noneMatch(row -> row.contains(session(visitor).getValue()));
    }

    @Test
    void anExpiredSessionLeadsToSignInWithAClearMessage() {
        TestVisitor visitor = platform.visitor();
        DemoSignInTest.signIn(visitor, CITIZEN);
        age("last_access", 31);

        Visited page = visitor.open("/account");

        assertThat(page.heading()).isEqualTo("登入");
        assertThat(page.text()).contains("有一段時間沒有操作");
        assertThat(DemoSignInTest.signIn(visitor, CITIZEN).address()).hasPath("/account");
    }

    @Test
    void aSessionEndsAfterTwelveHoursHoweverBusy() {
        TestVisitor visitor = platform.visitor();
        DemoSignInTest.signIn(visitor, CITIZEN);
        age("created", 12 * 60 + 1);

        assertThat(visitor.open("/account").text()).contains("有一段時間沒有操作");
    }

    @Test
    void aFormOfAnExpiredSessionLeadsToSignIn() {
        TestVisitor visitor = platform.visitor();
        String token = token(DemoSignInTest.signIn(visitor, CITIZEN));
        age("last_access", 31);

        Visited answer = visitor.post("/account", Map.of("_csrf", token));

        assertThat(answer.heading()).isEqualTo("登入");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "'or'1'='1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00"})
    void aTamperedSessionLeadsToSignInWithAClearMessage(String value) {
        TestVisitor visitor = platform.visitor();
        putSession(visitor, value);

        assertThat(visitor.open("/account").text()).contains("有一段時間沒有操作");
    }

    @Test
    void aFormThatCannotBeDecodedIsAnsweredClearly() {
        Visited answer = platform.visitor()
                .send(HttpRequest.newBuilder(URI.create(platform.address() + "/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("a=%zz&_csrf=%"))
                        .build());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.heading()).isEqualTo("我們看不懂這個請求");
    }

    @Test
    void aProgramWithoutASessionIsToldSo() {
        Visited answer = platform.visitor()
                .send(HttpRequest.newBuilder(URI.create(platform.address() + "/account"))
                        .header("Accept", "application/json")
                        .build());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.response().body()).contains("http_401");
    }

    @Test
    void onlyAnAdministratorOpensHerPages() {
        TestVisitor citizen = platform.visitor();
        DemoSignInTest.signIn(citizen, CITIZEN);
        TestVisitor administrator = platform.visitor();
        DemoSignInTest.signIn(administrator, ADMINISTRATOR);

        assertThat(citizen.open("/admin/people").status()).isEqualTo(403);
        assertThat(administrator.open("/admin/people").status()).isEqualTo(200);
    }

    @Test
    void aRoleTakenAwayIsGoneWithTheNextRequest() {
        TestVisitor administrator = platform.visitor();
        DemoSignInTest.signIn(administrator, ADMINISTRATOR);

        setRoles("{CITIZEN}");
        int without = administrator.open("/admin/people").status();
        setRoles("{ADMINISTRATOR}");

        assertThat(without).isEqualTo(403);
        assertThat(administrator.open("/admin/people").status()).isEqualTo(200);
    }

    private void setRoles(String roles) {
        platform.database()
                .sql("update identity.account set roles = cast(:roles as text[]) where national_id = :nationalId")
                .param("roles", roles)
                .param("nationalId", ADMINISTRATOR)
                .update();
    }

    private void age(String column, int minutes) {
        platform.database()
                .sql("update identity.session set " + column + " = now() - make_interval(mins => :minutes)")
                .param("minutes", minutes)
                .update();
    }

    private static String token(Visited page) {
        return page.document().select("input[name=_csrf]").attr("value");
    }

    private static String cacheControl(Visited page) {
        return page.response().headers().firstValue("Cache-Control").orElse("");
    }

    private static HttpCookie session(TestVisitor visitor) {
        return visitor.cookies().getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("qiao-session"))
                .findFirst()
                .orElseThrow();
    }

    private void putSession(TestVisitor visitor, String value) {
        var cookie = new HttpCookie("qiao-session", value);
        cookie.setPath("/");
        cookie.setVersion(0);
        visitor.cookies().getCookieStore().add(URI.create(platform.address()), cookie);
    }
}
