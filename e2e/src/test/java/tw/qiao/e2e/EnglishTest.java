package tw.qiao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who chose English finds English wherever the platform itself speaks; names and addresses stay as they are. */
@Order(1) // while the tables of the warehouse are loaded
@ExtendWith(RunningDemo.Extension.class)
final class EnglishTest {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    /** What the platform says itself, beside the buttons that offer an agency's data as an answer. */
    private static final String OURS = String.join(
            ",",
            "main h1, main h2, main h3, main h4, main legend, main label:not([lang]), main .hint, main .lead, main .caption",
            "main th, main dt, main summary, main .tag, main .error, main .error-summary, main .notice",
            "main .actions button, main .actions a, nav a, header .who button, footer p:not(:has(strong))");

    @Test
    void theStoryIsToldInEnglishUpToTheCheckOfTheAnswers(RunningDemo demo) {
        var applicant = demo.applicant(3);
        try (var citizen = demo.atDesktop()) {
            citizen.open("/?lang=en");
            speaksEnglish(citizen, "home");
            citizen.open("/sign-in");
            speaksEnglish(citizen, "sign-in");
            citizen.signInAs(applicant.nationalId());
            for (String path : List.of("/my", "/my/data-uses", "/account", "/services")) {
                citizen.open(path);
                speaksEnglish(citizen, path);
            }
            refusesAnEmptyAnswer(citizen);
            Application.fillIn(citizen, applicant, name -> speaksEnglish(citizen, name));
            assertThat(citizen.path()).endsWith("/check");
        }
    }

    private static void refusesAnEmptyAnswer(Visitor citizen) {
        citizen.open(Application.SERVICE).follow("form[action='/drafts'] button");
        if (!citizen.path().contains("/questions/")) {
            citizen.follow("main .actions a.button");
        }
        citizen.follow("main form .actions button");
        assertThat(citizen.page().title()).startsWith("Error");
        speaksEnglish(citizen, "question-refused");
    }

    private static void speaksEnglish(Visitor citizen, String name) {
        assertThat(citizen.find("html").getAttribute("lang")).isEqualTo("en");
        assertThat(citizen.find(OURS).allInnerTexts())
                .as("what the platform says on the page %s (%s)", name, citizen.path())
                .isNotEmpty()
                .noneMatch(text -> HAN.matcher(text).find());
    }
}
