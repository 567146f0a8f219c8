package tw.qiao.platform.forms;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.site.Bilingual;

/**
 * A form as data (表單文件): what is asked in which order, what agencies can answer, and what is promised. A version never
 * changes once it is published; every submission keeps a copy of the one it was filled in with.
 *
 * @param receiptPrefix two letters with which receipt numbers start
 * @param agency who decides
 * @param next what happens after submission, and when
 * @param data which items of MyData are offered, once a section is complete
 * @param minimums amounts below which the service is not for the applicant
 */
public record FormDocument(
        String id,
        int version,
        String receiptPrefix,
        Bilingual title,
        Bilingual summary,
        Bilingual agency,
        Start start,
        List<Bilingual> next,
        List<Section> sections,
        DataRequest data,
        List<Minimum> minimums,
        Bilingual declaration) {

    public FormDocument {
        requireNonNull(id, "id");
        requireNonNull(receiptPrefix, "receipt_prefix");
        requireNonNull(title, "title");
        requireNonNull(summary, "summary");
        requireNonNull(agency, "agency");
        requireNonNull(start, "start");
        requireNonNull(data, "data");
        requireNonNull(declaration, "declaration");
        next = List.copyOf(next);
        sections = List.copyOf(sections);
        minimums = List.copyOf(minimums);
    }

    /** What the start page says. */
    public record Start(
            List<Bilingual> needs, Bilingual duration, Bilingual fee, List<Bilingual> notFor, Bilingual law) {
        public Start {
            needs = List.copyOf(needs);
            notFor = List.copyOf(notFor);
            requireNonNull(duration, "duration");
            requireNonNull(fee, "fee");
            requireNonNull(law, "law");
        }
    }

    /** A line of the task list. */
    public record Section(String id, Bilingual title, List<Question> questions) {
        public Section {
            requireNonNull(id, "section id");
            requireNonNull(title, "section title");
            questions = List.copyOf(questions);
        }
    }

    /** The data items that the consent page offers after the section {@code after}. */
    public record DataRequest(String after, List<String> items) {}

    /** The least amount for each answer to another question, and the law that says so. */
    public record Minimum(String question, String chosenBy, Map<String, Long> values, Bilingual law) {}

    /** All questions, in order. */
    List<Question> questions() {
        return sections.stream()
                .flatMap(section -> section.questions().stream())
                .toList();
    }

    /** The question with this id. */
    Optional<Question> find(String question) {
        return questions().stream().filter(each -> each.id().equals(question)).findFirst();
    }

    /** The question with this id. */
    public Question question(String question) {
        return find(question).orElseThrow(() -> Problem.notFound("question_unknown", "The form has no such question"));
    }

    /** Whether {@code question} is asked of somebody who gave these {@code answers}. */
    static boolean isAsked(Question question, Map<String, String> answers) {
        Question.@Nullable Condition condition = question.shownWhen();
        return condition == null || condition.is().contains(answers.getOrDefault(condition.question(), ""));
    }

    /** The section in which {@code question} is asked. */
    public Section sectionOf(String question) {
        return sections.stream()
                .filter(section ->
                        section.questions().stream().anyMatch(each -> each.id().equals(question)))
                .findFirst()
                .orElseThrow();
    }
}
