package tw.qiao.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.NationalId;
import tw.qiao.platform.support.TestPlatform;
import tw.qiao.platform.support.TestVisitor;
import tw.qiao.platform.support.TestVisitor.Visited;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoSignInTest {
    private static final String APPLICANT = NationalId.synthetic('A', true, 7).value();

    private TestPlatform platform;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("demo-people.json");
        Files.writeString(file, """
                [{"national_id":"%s","name":"𠀋<script>alert(1)</script>","birth_date":"1980-01-02","role":"citizen",
                  "firm_unified_no":"12345675","firm_name":"大橋營造","capital":1,"engineer_licence_no":"x",
                  "note":"姓名有擴充漢字"}]
                """.formatted(APPLICANT));
        platform = TestPlatform.start("qiao.site.demo=true", "qiao.demo.people=" + file);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void opensAnAccountForASyntheticPersonAndSignsHerIn() {
        TestVisitor visitor = platform.visitor();

        Visited home = signIn(visitor, APPLICANT);

        assertThat(home.status()).isEqualTo(200);
        assertThat(home.document().select(".person").text()).isEqualTo("𠀋<script>alert(1)</script>");
        assertThat(home.document().select("script")).isEmpty();
        Account account = platform.bean(Accounts.class).ofNationalId(APPLICANT).orElseThrow();
        assertThat(account.email()).endsWith("@demo.qiao.example");
        assertThat(account.roles()).containsExactly(Role.CITIZEN);
    }

    @Test
    void listsThePeopleWithOneButtonEachAndEscapesTheirNames() {
        Visited page = platform.visitor().open("/demo/sign-in");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.document().select(".demo-person form")).hasSize(5);
        assertThat(page.text()).contains("姓名有擴充漢字").contains("林承辦").contains("<script>alert(1)</script>");
        assertThat(page.document().select("script")).isEmpty();
    }

    @Test
    void refusesSomebodyWhoIsNotOnTheList() {
        TestVisitor visitor = platform.visitor();
        Visited page = visitor.open("/demo/sign-in");

        Visited answer = visitor.submit(
                page,
                ".demo-person form",
                Map.of("nationalId", NationalId.synthetic('B', true, 5).value()));

        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void doesNotExistOutsideADemonstration() {
        try (var real = TestPlatform.start()) {
            TestVisitor visitor = real.visitor();
            visitor.open("/sign-in");

            assertThat(visitor.open("/demo/sign-in").status()).isEqualTo(404);
            assertThat(visitor.post("/demo/sign-in", Map.of("nationalId", APPLICANT))
                            .status())
                    .isEqualTo(404);
            assertThat(real.bean(Accounts.class).ofNationalId(APPLICANT)).isEmpty();
        }
    }

    static Visited signIn(TestVisitor visitor, String nationalId) {
        Visited page = visitor.open("/demo/sign-in");
        return visitor.submit(page, ".demo-person form", Map.of("nationalId", nationalId));
    }
}
