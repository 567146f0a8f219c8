package tw.qiao.platform.credentials;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import tw.qiao.kernel.RocDate;
import tw.qiao.kernel.Text;

/** The day about which somebody asks, as typed: year (ROC or Western), month and day, or one ISO date. */
public record PastDay(String year, String month, String day, String iso) {
    static PastDay of(Map<String, String> typed) {
        return new PastDay(read(typed, "on-year"), read(typed, "on-month"), read(typed, "on-day"), read(typed, "on"));
    }

    private static String read(Map<String, String> typed, String name) {
        String text = Text.typed(typed.getOrDefault(name, ""));
        return text.length() <= 20 && Text.isClean(text) ? text : "?";
    }

    boolean isEmpty() {
        return year.isEmpty() && month.isEmpty() && day.isEmpty() && iso.isEmpty();
    }

    /** The date; empty when it is none. */
    Optional<LocalDate> date() {
        try {
            return Optional.of(
                    iso.isEmpty() ? RocDate.of(number(year), number(month), number(day)) : LocalDate.parse(iso));
        } catch (DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(String digits) {
        return digits.length() <= 4 ? Integer.parseInt(digits) : Integer.parseInt("");
    }
}
