package tw.qiao.platform.forms;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tw.qiao.kernel.RocDate;
import tw.qiao.platform.site.Bilingual;

/** Kept answers as people read them. */
final class AnswerText {
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final Bilingual NOTHING = new Bilingual("未填寫", "Not provided");

    private AnswerText() {}

    /** The answer {@code value} to {@code question} in both languages; an empty one as "not provided". */
    static Bilingual shown(Question question, String value) {
        if (value.isEmpty()) {
            return NOTHING;
        }
        return switch (question.type()) {
            case CHOICE ->
                question.options().stream()
                        .filter(option -> option.value().equals(value))
                        .findFirst()
                        .map(Question.Choice::label)
                        .orElseGet(() -> same(value));
            case MONEY -> money(Long.parseLong(value));
            case DATE -> date(LocalDate.parse(value));
            case PHONE -> new Bilingual(value.replace("#", " 轉 "), value.replace("#", " ext. "));
            case TEXT, LONG_TEXT, UNIFIED_NUMBER, NATIONAL_ID, EMAIL -> same(value);
        };
    }

    static Bilingual money(long amount) {
        String digits = String.format(Locale.ENGLISH, "%,d", amount);
        return new Bilingual("新臺幣 " + digits + " 元", "NT$" + digits);
    }

    private static Bilingual date(LocalDate date) {
        return new Bilingual(RocDate.formatted(date), date.format(ENGLISH));
    }

    private static Bilingual same(String value) {
        return new Bilingual(value, value);
    }
}
