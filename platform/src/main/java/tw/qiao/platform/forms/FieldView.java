package tw.qiao.platform.forms;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tw.qiao.platform.site.Option;
import tw.qiao.platform.site.Page;

/**
 * A question with what stands in its inputs.
 *
 * @param inputs the values of its inputs by name
 */
public record FieldView(Question question, Map<String, String> inputs) {
    public FieldView {
        inputs = Map.copyOf(inputs);
    }

    /** The question with a kept answer in its inputs. */
    static FieldView of(Question question, String value) {
        return new FieldView(question, value.isEmpty() ? Map.of() : inputs(question, value));
    }

    private static Map<String, String> inputs(Question question, String value) {
        if (question.type() == QuestionType.DATE) {
            LocalDate date = LocalDate.parse(value);
            int rocYear = date.getYear() - 1911;
            return Map.of(
                    question.id() + "-year", Integer.toString(rocYear > 0 ? rocYear : date.getYear()),
                    question.id() + "-month", Integer.toString(date.getMonthValue()),
                    question.id() + "-day", Integer.toString(date.getDayOfMonth()));
        }
        String shown = question.type() == QuestionType.MONEY
                ? String.format(Locale.ENGLISH, "%,d", Long.parseLong(value))
                : value;
        return Map.of(question.id(), shown);
    }

    /** What a person typed into the inputs of {@code question}, cut where no answer could be so long. */
    static FieldView typed(Question question, Map<String, String> parameters) {
        var inputs = new LinkedHashMap<String, String>();
        for (String name : names(question)) {
            String typed = parameters.getOrDefault(name, "");
            int end = Math.min(typed.length(), question.longest() * 2 + 2000);
            boolean halves = end < typed.length() && Character.isHighSurrogate(typed.charAt(end - 1));
            inputs.put(name, typed.substring(0, halves ? end - 1 : end));
        }
        return new FieldView(question, inputs);
    }

    private static List<String> names(Question question) {
        String id = question.id();
        return question.type() == QuestionType.DATE ? List.of(id + "-year", id + "-month", id + "-day") : List.of(id);
    }

    /** What stands in the only input. */
    public String value() {
        return inputs.getOrDefault(question.id(), "");
    }

    /** What stands in a part of a date: {@code year}, {@code month} or {@code day}. */
    public String part(String part) {
        return inputs.getOrDefault(question.id() + "-" + part, "");
    }

    /** The line below the question. */
    public String hint(Page page) {
        var hint = question.hint();
        return hint == null ? "" : hint.in(page);
    }

    /** The options of a choice. */
    public List<Option> options(Page page) {
        return question.options().stream()
                .map(option -> {
                    var hint = option.hint();
                    return new Option(option.value(), option.label().in(page), hint == null ? "" : hint.in(page));
                })
                .toList();
    }

    /** The kind of keyboard that a phone shows. */
    public String inputmode() {
        return switch (question.type()) {
            case MONEY, UNIFIED_NUMBER -> "numeric";
            case EMAIL -> "email";
            case PHONE -> "tel";
            case TEXT, LONG_TEXT, CHOICE, DATE, NATIONAL_ID -> "text";
        };
    }

    /** How wide the input is, so that it says how much is expected. */
    public String width() {
        return switch (question.type()) {
            case MONEY, UNIFIED_NUMBER, NATIONAL_ID, PHONE -> "w10";
            case TEXT, LONG_TEXT, CHOICE, DATE, EMAIL -> "";
        };
    }
}
