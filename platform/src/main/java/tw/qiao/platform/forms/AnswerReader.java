package tw.qiao.platform.forms;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.NationalId;
import tw.qiao.kernel.RocDate;
import tw.qiao.kernel.Text;

/** Reads what people type, generously, into the one form in which answers are kept. */
@Component
class AnswerReader {
    static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");
    private static final Pattern EMAIL = Pattern.compile(
            "[^\\s@<>\"(),:;\\[\\]\\\\.]+(\\.[^\\s@<>\"(),:;\\[\\]\\\\.]+)*@[\\p{L}\\p{N}-]+(\\.[\\p{L}\\p{N}-]+)+");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{7,15}(#[0-9]{1,6})?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
    private static final Pattern EXTENSION =
            Pattern.compile("\\s*(#|轉|分機|ext\\.?|x)\\s*", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final Clock clock;

    AnswerReader(Clock clock) {
        this.clock = clock;
    }

    /** The meaning of {@code inputs}, of which {@code question} has one, or three for a date. */
    Reading read(Question question, Map<String, String> inputs) {
        if (question.type() == QuestionType.DATE) {
            return date(question, inputs);
        }
        String raw = inputs.getOrDefault(question.id(), "");
        if (raw.length() > 4 * question.longest() + 1000) {
            return Reading.wrong("forms.error.long", question.longest(), raw.codePointCount(0, raw.length()));
        }
        if (!isReadable(raw)) {
            return Reading.wrong("forms.error.unreadable");
        }
        String typed = Text.typed(raw);
        if (typed.isEmpty()) {
            return new Reading.Missing();
        }
        int length = typed.codePointCount(0, typed.length());
        if (length > question.longest()) {
            return Reading.wrong("forms.error.long", question.longest(), length);
        }
        return text(question, raw, typed);
    }

    // A replacement character means that something was lost on the way, for example half of a surrogate pair.
    private static boolean isReadable(String raw) {
        return Text.isClean(raw) && raw.indexOf('\uFFFD') < 0;
    }

    private static Reading text(Question question, String raw, String typed) {
        return switch (question.type()) {
            case TEXT ->
                typed.lines().count() > 1
                        ? Reading.wrong("forms.error.lines")
                        : new Reading.Given(typed.replaceAll("\\s+", " "));
            case LONG_TEXT -> new Reading.Given(longText(raw));
            case CHOICE -> choice(question, typed);
            case MONEY -> money(question, typed);
            case UNIFIED_NUMBER -> unifiedNumber(typed);
            case NATIONAL_ID -> nationalId(typed);
            case EMAIL -> email(typed);
            case PHONE -> phone(typed);
            case DATE -> throw new IllegalStateException("Dates have three inputs");
        };
    }

    // Prose keeps its full-width punctuation.
    private static String longText(String raw) {
        return java.text.Normalizer.normalize(raw, java.text.Normalizer.Form.NFC)
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .strip();
    }

    private static Reading choice(Question question, String typed) {
        return question.options().stream().anyMatch(option -> option.value().equals(typed))
                ? new Reading.Given(typed)
                : Reading.wrong("forms.error.choice");
    }

    private static Reading money(Question question, String typed) {
        String digits = typed.replaceAll("(?i)^(NT\\$|NTD|TWD|\\$|新臺幣|新台幣)|元整?$|[,\\s_，、]", "");
        if (!NUMBER.matcher(digits).matches()) {
            return Reading.wrong("forms.error.money");
        }
        long amount = Long.parseLong(digits);
        Long minimum = question.minimum();
        if (minimum != null && amount < minimum) {
            return Reading.wrong("forms.error.least", "%,d".formatted(minimum));
        }
        Long maximum = question.maximum();
        if (maximum != null && amount > maximum) {
            return Reading.wrong("forms.error.most", "%,d".formatted(maximum));
        }
        return new Reading.Given(Long.toString(amount));
    }

    private static Reading unifiedNumber(String typed) {
        String digits = typed.replaceAll("[\\s-]", "");
        if (!digits.matches("[0-9]{8}")) {
            return Reading.wrong("forms.error.unified-number.form");
        }
        return UnifiedNumber.isValid(digits)
                ? new Reading.Given(digits)
                : Reading.wrong("forms.error.unified-number.check");
    }

    private static Reading nationalId(String typed) {
        String id = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        return NationalId.isValid(id) ? new Reading.Given(id) : Reading.wrong("forms.error.national-id");
    }

    private static Reading email(String typed) {
        String address = typed.replace(" ", "");
        return EMAIL.matcher(address).matches() ? new Reading.Given(address) : Reading.wrong("forms.error.email");
    }

    private static Reading phone(String typed) {
        String number = EXTENSION.matcher(typed).replaceFirst("#").replaceAll("[\\s().\\-–—‑−]", "");
        return PHONE.matcher(number).matches() ? new Reading.Given(number) : Reading.wrong("forms.error.phone");
    }

    private Reading date(Question question, Map<String, String> inputs) {
        String year = digits(inputs, question.id() + "-year", "民國西元年");
        String month = digits(inputs, question.id() + "-month", "月");
        String day = digits(inputs, question.id() + "-day", "日");
        if (year.isEmpty() && month.isEmpty() && day.isEmpty()) {
            return new Reading.Missing();
        }
        if (year.isEmpty() || month.isEmpty() || day.isEmpty()) {
            return Reading.wrong("forms.error.date.incomplete");
        }
        if (!year.matches("[0-9]{1,4}") || !month.matches("[0-9]{1,2}") || !day.matches("[0-9]{1,2}")) {
            return Reading.wrong("forms.error.date");
        }
        return date(question, Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    }

    private Reading date(Question question, int year, int month, int day) {
        LocalDate date;
        try {
            date = RocDate.of(year, month, day);
        } catch (DateTimeException impossible) {
            return Reading.wrong("forms.error.date.impossible");
        }
        if (year == 0 || date.getYear() < 1900 || date.getYear() > 2200) {
            return Reading.wrong("forms.error.date");
        }
        Integer latestDays = question.latestDays();
        if (latestDays != null
                && date.isAfter(LocalDate.ofInstant(clock.instant(), TAIPEI).plusDays(latestDays))) {
            return latestDays == 0
                    ? Reading.wrong("forms.error.date.future")
                    : Reading.wrong("forms.error.date.late", latestDays);
        }
        return new Reading.Given(date.toString());
    }

    private static String digits(Map<String, String> inputs, String name, String units) {
        String raw = inputs.getOrDefault(name, "");
        String typed = Text.typed(raw.substring(0, Math.min(raw.length(), 100)));
        return typed.replaceAll("[\\s" + units + "]", "");
    }
}
