package tw.qiao.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tw.qiao.kernel.NationalId;
import tw.qiao.platform.support.TestDatabase;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountTest {
    private static final String CITIZEN = SecurityTest.CITIZEN;
    private static final String SCRIPT = "<script>alert(1)</script>";

    private TestPlatform platform;

    @BeforeAll
    void start() {
        platform = TestPlatform.start("qiao.site.demo=true");
    }

    @BeforeEach
    void startAfresh() {
        platform.database().sql("delete from identity.account").update();
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void keepsHowAPersonIsReached() {
        TestVisitor visitor = signedIn(CITIZEN);

        Visited saved = visitor.submit(
                visitor.open("/account"),
                "form[action=/account]",
                Map.of("email", "ｗａｎｇ＠example.tw", "language", "en"));

        assertThat(saved.text()).contains("Saved.");
        Account account = platform.bean(Accounts.class).ofNationalId(CITIZEN).orElseThrow();
        assertThat(account.email()).isEqualTo("wang@example.tw");
        assertThat(account.language()).isEqualTo("en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a@b", "a b@example.tw", "a@example.tw\u0000", "a@-x.tw", SCRIPT, "a@b.tw,c@d.tw"})
    void collectsWhatIsWrongAndKeepsWhatWasTyped(String email) {
        TestVisitor visitor = signedIn(CITIZEN);

        Visited answer = visitor.submit(
                visitor.open("/account"), "form[action=/account]", Map.of("email", email, "language", "klingon"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.document().title()).startsWith("錯誤：");
        assertThat(answer.document().select(".error-summary li")).hasSize(2);
        assertThat(answer.document().select("script:not([src])")).isEmpty();
        if (email.indexOf('\u0000') < 0) {
            assertThat(answer.document().select("#email").attr("value")).isEqualTo(email);
        }
    }

    @Test
    void refusesAFieldOfTenMegabytes() {
        TestVisitor visitor = signedIn(CITIZEN);

        Visited answer = visitor.submit(
                visitor.open("/account"), "form[action=/account]", Map.of("email", "x".repeat(10_000_000)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.heading()).isEqualTo("內容太大");
        assertThat(platform.bean(Accounts.class)
                        .ofNationalId(CITIZEN)
                        .orElseThrow()
                        .email())
                .endsWith("@demo.qiao.example");
    }

    @Test
    void signsInOnceWithEachRecoveryCode() {
        List<String> codes = codes(signedIn(CITIZEN));

        assertThat(codes).hasSize(8).allMatch(code -> code.matches("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"));
        assertThat(recover(CITIZEN, codes.getFirst()).text())
                .contains("您用了一組復原碼登入")
                .contains("還有 7 組");
        assertThat(recover(CITIZEN, codes.getFirst()).status()).isEqualTo(422);
        assertThat(recover(CITIZEN, " " + codes.get(1).replace("-", "").toLowerCase(Locale.ROOT) + " ")
                        .status())
                .isEqualTo(200);
        assertThat(platform.database()
                        .sql("select string_agg(r::text, ',') from identity.recovery_code r")
                        .query(String.class)
                        .single())
                .doesNotContain(codes.getLast());
    }

    @Test
    void aNewSetOfRecoveryCodesReplacesTheOld() {
        TestVisitor visitor = signedIn(CITIZEN);
        List<String> old = codes(visitor);
        List<String> fresh = codes(visitor);

        assertThat(recover(CITIZEN, old.getFirst()).status()).isEqualTo(422);
        assertThat(recover(CITIZEN, fresh.getFirst()).status()).isEqualTo(200);
    }

    @Test
    void guessingARecoveryCodeIsStopped() {
        String person = NationalId.synthetic('Z', true, 999_986).value();
        DemoSignInTest.signIn(platform.visitor(), CITIZEN);

        for (int i = 0; i < 5; i++) {
            assertThat(recover(person, "0000-0000-000" + i).status()).isEqualTo(422);
        }

        assertThat(recover(person, "0000-0000-0009").status()).isEqualTo(429);
    }

    @Test
    void keepsTheLastWayIntoAnAccount() {
        PasskeyVisitor owner = new PasskeyVisitor(platform, signedIn(CITIZEN));
        owner.register(new SoftAuthenticator());

        Visited kept = remove(owner.visitor());
        codes(owner.visitor());
        Visited removed = remove(owner.visitor());

        assertThat(kept.text()).contains("這是您唯一的登入方法").contains("測試金鑰");
        assertThat(removed.text()).contains("已經移除通行金鑰").doesNotContain("測試金鑰");
    }

    @Test
    void renamesAPasskeyWithoutTrustingItsName() {
        PasskeyVisitor owner = new PasskeyVisitor(platform, signedIn(CITIZEN));
        owner.register(new SoftAuthenticator());

        Visited renamed = owner.visitor()
                .submit(owner.visitor().open("/account"), "form[action$=/rename]", Map.of("name", SCRIPT));

        assertThat(renamed.text()).contains("已經改名").contains(SCRIPT);
        assertThat(renamed.document().select("script:not([src])")).isEmpty();
    }

    @Test
    void doesNotTouchThePasskeyOfAnotherPerson() {
        PasskeyVisitor owner = new PasskeyVisitor(platform, signedIn(CITIZEN));
        owner.register(new SoftAuthenticator());
        String action = owner.visitor()
                .open("/account")
                .document()
                .select("form[action$=/remove]")
                .attr("action");
        TestVisitor other = signedIn(SecurityTest.ADMINISTRATOR);
        String token =
                other.open("/account").document().select("input[name=_csrf]").attr("value");

        assertThat(other.post(action, Map.of("_csrf", token)).status()).isEqualTo(404);
    }

    @Test
    void signsOutTheOtherDevices() {
        TestVisitor phone = signedIn(CITIZEN);
        TestVisitor computer = signedIn(CITIZEN);
        assertThat(computer.open("/account").document().select("form[action^=/account/sessions/]"))
                .hasSize(2);

        computer.submit(computer.open("/account"), "form[action=/account/sessions/end-others]", Map.of());

        assertThat(phone.open("/account").heading()).isEqualTo("登入");
        assertThat(computer.open("/account").heading()).isEqualTo("我的帳號");
    }

    @Test
    void opensAnAccountWithALinkThatWorksOnce() {
        String person = NationalId.synthetic('B', true, 12).value();
        TestVisitor administrator = signedIn(SecurityTest.ADMINISTRATOR);
        String link = open(administrator, person, SCRIPT)
                .document()
                .select(".enrolment-link code")
                .text();
        String path = URI.create(link).getPath();
        PasskeyVisitor visitor = PasskeyVisitor.of(platform);
        assertThat(visitor.visitor().open(path).document().select("script:not([src])"))
                .isEmpty();
        var authenticator = new SoftAuthenticator();

        var registered = visitor.register(path, authenticator);
        authenticator.counter = 2;

        assertThat(registered.status()).isEqualTo(200);
        assertThat(visitor.visitor().open(registered.next()).text())
                .contains("帳號已經開通")
                .contains("開立帳號 （管理者）");
        assertThat(platform.visitor().open(path).status()).isEqualTo(404);
        assertThat(PasskeyVisitor.of(platform).signIn(authenticator).status()).isEqualTo(200);
    }

    @Test
    void aLinkEndsAfterSevenDaysAndWhenItIsReplaced() {
        String person = NationalId.synthetic('B', true, 13).value();
        TestVisitor administrator = signedIn(SecurityTest.ADMINISTRATOR);
        String first = linkPath(open(administrator, person, "甲"));
        Account account = platform.bean(Accounts.class).ofNationalId(person).orElseThrow();
        String second = linkPath(administrator.submit(
                administrator.open("/admin/people/" + account.id()), "form[action$=/link]", Map.of()));
        int replaced = platform.visitor().open(first).status();
        int valid = platform.visitor().open(second).status();
        platform.database()
                .sql("update identity.enrolment set expires = now() - interval '1 second'")
                .update();

        assertThat(replaced).isEqualTo(404);
        assertThat(valid).isEqualTo(200);
        assertThat(platform.visitor().open(second).text()).contains("這個開通連結不能用了");
    }

    @Test
    void opensAnAccountWithoutJavaScriptByRecoveryCodes() {
        String person = NationalId.synthetic('B', true, 14).value();
        String path = linkPath(open(signedIn(SecurityTest.ADMINISTRATOR), person, "乙"));
        TestVisitor visitor = platform.visitor();

        Visited codes = visitor.submit(visitor.open(path), "form[action$=/codes]", Map.of());

        assertThat(codes.document().select(".recovery-codes li")).hasSize(8);
        assertThat(visitor.open("/account").heading()).isEqualTo("我的帳號");
        assertThat(visitor.open(path).status()).isEqualTo(404);
    }

    @Test
    void collectsWhatIsWrongWithANewPerson() {
        TestVisitor administrator = signedIn(SecurityTest.ADMINISTRATOR);

        Visited answer = administrator.submit(
                administrator.open("/admin/people/new"),
                "form[action=/admin/people/new]",
                Map.of("nationalId", "A1", "name", "", "email", "x", "roleName", "OFFICER", "agency", ""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.document().select(".error-summary li")).hasSize(4);
    }

    @Test
    void changesWhatAPersonMayDoButNotToNothing() {
        signedIn(CITIZEN);
        Account citizen = platform.bean(Accounts.class).ofNationalId(CITIZEN).orElseThrow();
        TestVisitor administrator = signedIn(SecurityTest.ADMINISTRATOR);
        String page = "/admin/people/" + citizen.id();
        String token =
                administrator.open(page).document().select("input[name=_csrf]").attr("value");

        Visited granted = administrator.post(
                page + "/roles", Map.of("_csrf", token, "roles", "OFFICER", "agency", "TW/GOV/NLMA"));
        Visited refused = administrator.post(page + "/roles", Map.of("_csrf", token, "agency", ""));

        assertThat(granted.text()).contains("身分已經變更");
        assertThat(refused.text()).contains("身分沒有變更");
        assertThat(platform.bean(Accounts.class)
                        .find(citizen.id())
                        .orElseThrow()
                        .roles())
                .containsExactly(Role.OFFICER);
    }

    @Test
    void leavesTheFirstAdministratorALinkThatOnlyTheServerReads(@TempDir Path data) throws IOException {
        String person = NationalId.synthetic('C', true, 1).value();
        try (var real =
                TestPlatform.start(TestDatabase.create(), data, "qiao.identity.first-administrator=" + person)) {
            Path file = data.resolve("first-administrator-link.txt");
            String path = URI.create(Files.readString(file).strip()).getPath();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(real.visitor().open(path).heading()).isEqualTo("開通您的帳號");
        }
    }

    private static Visited open(TestVisitor administrator, String nationalId, String name) {
        Visited answer = administrator.submit(
                administrator.open("/admin/people/new"),
                "form[action=/admin/people/new]",
                Map.of("nationalId", nationalId, "name", name, "email", "", "roleName", "CITIZEN", "agency", ""));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.document().select("script")).isEmpty();
        return answer;
    }

    private static String linkPath(Visited page) {
        return java.net
                .URI
                .create(page.document().select(".enrolment-link code").text())
                .getPath();
    }

    private static Visited remove(TestVisitor visitor) {
        return visitor.submit(visitor.open("/account"), "form[action$=/remove]", Map.of());
    }

    private static List<String> codes(TestVisitor visitor) {
        return visitor.submit(visitor.open("/account"), "form[action=/account/recovery-codes]", Map.of())
                .document()
                .select(".recovery-codes code")
                .eachText();
    }

    private Visited recover(String nationalId, String code) {
        TestVisitor visitor = platform.visitor();
        return visitor.submit(
                visitor.open("/sign-in/recovery"),
                "form[action=/sign-in/recovery]",
                Map.of("nationalId", nationalId, "code", code));
    }

    private TestVisitor signedIn(String nationalId) {
        TestVisitor visitor = platform.visitor();
        DemoSignInTest.signIn(visitor, nationalId);
        return visitor;
    }
}
