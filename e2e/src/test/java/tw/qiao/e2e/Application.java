package tw.qiao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import tw.qiao.launcher.StoryPeople.Applicant;

/** How a representative registers her firm: from the front page of the service to the receipt. */
final class Application {
    static final String SERVICE = "/services/construction-firm-registration";
    private static final int MOST_PAGES = 40;

    private final Visitor citizen;
    private final Applicant applicant;
    private final boolean looking;
    private final Set<String> looked = new HashSet<>();

    private Application(Visitor citizen, Applicant applicant, boolean looking) {
        this.citizen = citizen;
        this.applicant = applicant;
        this.looking = looking;
    }

    /**
     * Applies and gives the number on the receipt.
     *
     * @param looking whether to check every page on the way
     */
    static String apply(Visitor citizen, Applicant applicant, boolean looking) {
        return new Application(citizen, applicant, looking).walk();
    }

    private String walk() {
        citizen.open(SERVICE);
        look("service");
        citizen.follow("form[action='/drafts'] button");
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            String path = citizen.path();
            if (path.startsWith("/applications/")) {
                look("receipt");
                return citizen.find(".receipt").innerText();
            }
            step(path);
        }
        throw new AssertionError("The form did not end; the last page was " + citizen.path());
    }

    private void step(String path) {
        if (path.contains("/questions/")) {
            String question = path.replaceAll(".*/questions/", "");
            look("question-" + question);
            answer(question);
            citizen.follow("main form .actions button");
        } else if (path.endsWith("/consent")) {
            look("consent");
            citizen.follow("button[value=consent]");
        } else if (path.endsWith("/data")) {
            assertThat(citizen.find(".outcomes .tag:not(.good)").count())
                    .as("facts that did not come")
                    .isZero();
            look("data");
            citizen.follow("main .actions a.button");
        } else if (path.endsWith("/check")) {
            look("check-answers");
            citizen.click("#declaration").follow("form[action$='/submission'] button");
        } else {
            look(path.matches("/drafts/[0-9a-f-]{36}") ? "task-list" : "page");
            citizen.follow("main .actions a.button");
        }
    }

    private void answer(String question) {
        switch (question) {
            case "grade" -> citizen.click("input[value='" + grade() + "']");
            case "unified-number" -> citizen.type("#unified-number", applicant.firm());
            case "engineer-licence" -> citizen.type("#engineer-licence", applicant.licence());
            case "engineer-start-date" ->
                citizen.type("#engineer-start-date", "１１５")
                        .type("#engineer-start-date-month", "3")
                        .type("#engineer-start-date-day", "2");
            case "contact-email" -> citizen.type("#contact-email", applicantMail(applicant));
            case "contact-phone" -> citizen.type("#contact-phone", "０９１２－３４５－６７８");
            case "remarks" -> citizen.type("#remarks", "");
            default -> throw new AssertionError("Nobody should be asked what agencies know: " + question);
        }
    }

    private String grade() {
        if (applicant.capital() >= 22_500_000) {
            return "A";
        }
        return applicant.capital() >= 12_000_000 ? "B" : "C";
    }

    static String applicantMail(Applicant applicant) {
        return "firm-" + applicant.firm() + "@demo.qiao.example";
    }

    private void look(String name) {
        if (looking && looked.add(name)) {
            citizen.look(name);
        }
    }
}
