package tw.qiao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

/** How the officer of the construction administration works at her desk. */
final class Officer {
    private final Visitor visitor;
    private final boolean looking;

    Officer(Visitor visitor, boolean looking) {
        this.visitor = visitor;
        this.looking = looking;
        visitor.signInAsStaff("林承辦");
    }

    /** Takes the application with that receipt. */
    Officer claim(String receipt) {
        visitor.open("/desk?view=unassigned&query=" + receipt)
                .reloadUntil(
                        "the application", () -> visitor.find("td .case-link").count() == 1);
        visitor.open("/desk");
        look("desk");
        visitor.open("/desk?view=unassigned&query=" + receipt);
        visitor.follow("td button");
        assertThat(visitor.path()).startsWith("/desk/cases/");
        look("case");
        return this;
    }

    /** Asks the applicant to correct her answer to {@code field}. */
    Officer askFor(String field, String reason) {
        visitor.click("#ask-" + field).type("#reason-" + field, reason);
        look("case-asking");
        visitor.follow("form[action$='/supplement'] button[name=preview]");
        look("ask-preview");
        visitor.follow("button[name=send]");
        look("desk-asked");
        return this;
    }

    /** Finds the corrected answer beside the one before. */
    Officer seesTheDifference(String receipt, String before, String after) {
        visitor.open("/desk?view=mine&query=" + receipt);
        visitor.reloadUntil("the case", () -> visitor.find("td .case-link").count() == 1);
        visitor.follow("td .case-link");
        visitor.reloadUntil(
                "the difference", () -> visitor.find(".answers .diff ins").count() == 1);
        assertThat(visitor.find(".answers .diff del").innerText()).contains(before);
        assertThat(visitor.find(".answers .diff ins").innerText()).contains(after);
        look("case-answered");
        return this;
    }

    /** Approves the case that is open. */
    void approve() {
        visitor.click("#action");
        visitor.find("#article-approve")
                .selectOption(
                        visitor.find("#article-approve option:nth-child(2)").getAttribute("value"));
        visitor.type("#comment", "經查符合規定。").follow("button[name=preview]:visible >> nth=-1");
        look("decision-preview");
        visitor.follow("button[name=send]");
        look("desk-decided");
    }

    private void look(String name) {
        if (looking) {
            visitor.look(name);
        }
    }
}
