package tw.qiao.analytics.feeds;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A name that files of a feed may have, for people who cannot be expected to read a regular expression. */
final class BatchExample {
    private static final Pattern DIGITS = Pattern.compile("\\\\d(?:\\{(\\d{1,2})})?");
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_-]+");

    private BatchExample() {}

    /** What {@code batch} finds, made of digits and plain text; empty where it is more than that. */
    static Optional<String> of(Pattern batch) {
        String plain = batch.pattern().replaceFirst("^\\((.*)\\)$", "$1");
        String example = DIGITS.matcher(plain).replaceAll(BatchExample::digits);
        return Optional.of(example)
                .filter(text -> PLAIN.matcher(text).matches())
                .filter(text -> batch.matcher(text).find());
    }

    /** A year, a year and month of the Republic (民國年月), or a number. */
    private static String digits(MatchResult digits) {
        int count = digits.group(1) == null ? 1 : Integer.parseInt(digits.group(1));
        return switch (count) {
            case 4 -> "2024";
            case 5 -> "11301";
            default -> "0".repeat(Math.max(0, count - 1)) + "1";
        };
    }
}
