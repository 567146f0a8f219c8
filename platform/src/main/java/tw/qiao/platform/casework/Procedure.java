package tw.qiao.platform.casework;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.site.Bilingual;

/**
 * A procedure (行政程序) as data: the states of a case, the steps between them, who may take each step and under which
 * guard. A version never changes once cases run on it.
 *
 * @param agency the member whose officers decide
 * @param subject the answers that tell officers what a case is about, such as the firm's name
 * @param initial the state of a new case
 * @param workingDays how long the agency may take, without the days that the applicant takes
 * @param supplementDays how many working days the applicant has to correct answers
 */
record Procedure(
        String id,
        int version,
        Bilingual title,
        String agency,
        Bilingual agencyName,
        List<String> subject,
        String initial,
        String openingNotice,
        int workingDays,
        int supplementDays,
        List<State> states,
        List<Step> steps,
        List<Article> articles,
        CertificateForm certificate) {

    /** Whose turn it is in a state. */
    enum Owner {
        OFFICER,
        APPLICANT,
        PLATFORM,
        NOBODY
    }

    /** Who takes a step. */
    enum By {
        OFFICER,
        APPLICANT,
        PLATFORM
    }

    /** What must hold for a step beside the state. */
    enum Guard {
        /** Nobody handles the case. */
        UNASSIGNED,
        /** The officer handles the case. */
        ASSIGNEE,
        /** The officer isn't the applicant (自行迴避, Administrative Procedure Act, Article 32). */
        NOT_APPLICANT,
        /** The person applied herself. */
        APPLICANT,
        /** The applicant let the day for her correction pass. */
        SUPPLEMENT_OVERDUE
    }

    /** Whether a step says why. */
    enum Comment {
        NONE,
        OPTIONAL,
        REQUIRED
    }

    /**
     * Where a case stands.
     *
     * @param meaning what it means for the applicant and what comes next
     * @param tone of its tag: plain, good, waiting, warning or bad
     * @param paused whether the agency's time stands still
     * @param milestone its place among the steps that the applicant sees, from 1
     */
    record State(
            String id,
            Bilingual title,
            Bilingual meaning,
            String tone,
            Owner owner,
            boolean paused,
            boolean finished,
            int milestone) {}

    /**
     * A step (動作) from some states to one.
     *
     * @param to empty to stay in the state
     * @param notice the template of the message to the applicant; empty for none
     */
    record Step(
            String action,
            Bilingual title,
            List<String> from,
            String to,
            By by,
            Set<Guard> guards,
            Comment comment,
            boolean decision,
            List<String> articles,
            String notice) {
        Step {
            from = List.copyOf(from);
            guards = Set.copyOf(guards);
            articles = List.copyOf(articles);
        }

        /** The state after the step when it is taken in {@code state}. */
        String target(String state) {
            return to.isEmpty() ? state : to;
        }
    }

    /** An article of a law that a decision rests on. */
    record Article(String id, Bilingual title, Bilingual text) {}

    /** What the certificate of an approved case says; holder and lines name answers. */
    record CertificateForm(String kind, Bilingual title, String holder, List<String> lines, int years) {}

    /** The state with this id. */
    State state(String id) {
        return states.stream()
                .filter(state -> state.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No state " + id + " in " + this.id));
    }

    /** The step that {@code action} is in {@code state}; empty when it is not allowed there. */
    Optional<Step> step(String action, String state) {
        return steps.stream()
                .filter(step -> step.action().equals(action) && step.from().contains(state))
                .findFirst();
    }

    /** The steps out of {@code state}. */
    List<Step> stepsFrom(String state) {
        return steps.stream().filter(step -> step.from().contains(state)).toList();
    }

    /** The article with this id. */
    Article article(String id) {
        return articles.stream()
                .filter(article -> article.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.invalid("case_article_unknown", "The procedure has no such article"));
    }
}
