package tw.qiao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import tw.qiao.launcher.StoryPeople.Applicant;

/** How a representative registers her firm: from the front page of the service to the receipt. */
final class Application {
    static final String SERVICE = "/services/construction-firm-registration";
    private static final int MOST_PAGES = 40;

    private final Visitor citizen;
    private final Applicant applicant;
    private final Consumer<String> look;
    private final Set<String> looked = new HashSet<>();

    private Application(Visitor citizen, Applicant applicant, Consumer<String> look) {
        this.citizen = citizen;
        this.applicant = applicant;
        this.look = look;
    }

    /**
     * Applies and gives the number on the receipt.
     *
     * @param looking whether to check every page on the way
     */
    static String apply(Visitor citizen, Applicant applicant, boolean looking) {
        var application = new Application(citizen, applicant, name -> {
            if (looking) {
                citizen.look(name);
            }
        });
        application.fillIn();
        citizen.click("#declaration").follow("form[action$='/submission'] button");
        application.look("receipt");
        return citizen.find(".receipt").innerText();
    }

    /**
     * Fills in everything and stops at the page where the answers are checked.
     *
     * @param look what is done with every page on the way, by its name
     */
    static void fillIn(Visitor citizen, Applicant applicant, Consumer<String> look) {
        new Application(citizen, applicant, look).fillIn();
    }

    private void fillIn() {
        citizen.open(SERVICE);
        look("service");
        citizen.follow("form[action='/drafts'] button");
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            String path = citizen.path();
            if (path.endsWith("/check")) {
                look("check-answers");
                return;
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
        if (looked.add(name)) {
            look.accept(name);
        }
    }
}
