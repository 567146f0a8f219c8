package tw.qiao.platform.casework;

import tw.qiao.platform.site.Page;

/**
 * How much of its time a case has left (辦理期限).
 *
 * @param workingDays left until the due day; negative when it has passed
 */
public record Term(Urgency urgency, int workingDays) {
    /** How urgent a case is. */
    public enum Urgency {
        /** It is finished. */
        DONE,
        /** The applicant's turn: the agency's time stands still. */
        PAUSED,
        /** There is time. */
        ON_TIME,
        /** Two working days or fewer. */
        SOON,
        /** The due day has passed. */
        OVERDUE
    }

    /** The tone of its tag. */
    public String tone() {
        return switch (urgency) {
            case DONE, PAUSED -> "plain";
            case ON_TIME -> "good";
            case SOON -> "warning";
            case OVERDUE -> "bad";
        };
    }

    /** The words of its tag. */
    public String text(Page page) {
        return switch (urgency) {
            case DONE -> page.text("casework.term.done");
            case PAUSED -> page.text("casework.term.paused");
            case ON_TIME, SOON ->
                workingDays == 0 ? page.text("casework.term.today") : page.text("casework.term.left", workingDays);
            case OVERDUE -> page.text("casework.term.overdue", Math.max(1, -workingDays));
        };
    }
}
