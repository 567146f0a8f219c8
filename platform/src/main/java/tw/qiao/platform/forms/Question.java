package tw.qiao.platform.forms;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tw.qiao.platform.site.Bilingual;

/**
 * One question of a form document, which has a page of its own.
 *
 * @param id its name in answers, addresses and the page
 * @param title the question as it is asked
 * @param label the answer's name in summaries
 * @param options what a choice offers
 * @param optional whether it may be left empty
 * @param maxLength the most characters of a text; null for the usual length of its type
 * @param minimum the least amount
 * @param maximum the largest amount
 * @param latestDays the last allowed day, counted from today; null when any day will do
 * @param autocomplete what browsers fill in (WCAG 1.3.5)
 * @param sensitivity {@code personal} or {@code plain}
 * @param prefill the fact that answers it
 * @param candidates facts that it may be chosen from
 * @param shownWhen the answer to another question that makes this one necessary
 */
public record Question(
        String id,
        QuestionType type,
        Bilingual title,
        Bilingual label,
        @Nullable Bilingual hint,
        List<Choice> options,
        boolean optional,
        @Nullable Integer maxLength,
        @Nullable Long minimum,
        @Nullable Long maximum,
        @Nullable Integer latestDays,
        @Nullable String autocomplete,
        @Nullable String sensitivity,
        @Nullable Prefill prefill,
        @Nullable Candidates candidates,
        @Nullable Condition shownWhen) {

    /** An option of a choice. */
    public record Choice(
            String value, Bilingual label, @Nullable Bilingual hint) {}

    /** The column of a data item that answers the question. */
    public record Prefill(String item, String column) {}

    /** The columns of a data item that offer answers and what they are called. */
    public record Candidates(String item, String column, String label) {}

    /** The answers to another question with which this one is asked. */
    public record Condition(String question, List<String> is) {}

    @SuppressWarnings("NullAway") // Jackson leaves out what the document leaves out
    public Question {
        requireNonNull(id, "a question without id");
        requireNonNull(type, id + " has no type");
        requireNonNull(title, id + " has no title");
        requireNonNull(label, id + " has no label");
        options = options == null ? List.of() : List.copyOf(options);
    }

    /** The most characters that an answer may have. */
    int longest() {
        return switch (type) {
            case LONG_TEXT -> Objects.requireNonNullElse(maxLength, 2000);
            case TEXT -> Objects.requireNonNullElse(maxLength, 200);
            case EMAIL -> 254;
            case PHONE, MONEY, DATE, CHOICE, UNIFIED_NUMBER, NATIONAL_ID -> 40;
        };
    }
}
