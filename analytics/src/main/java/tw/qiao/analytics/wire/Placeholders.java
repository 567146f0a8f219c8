package tw.qiao.analytics.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be told of a text without parsing it: the places of its parameters ({@code $1}, {@code $2} and so on), its
 * ends.
 */
final class Placeholders {
    private static final int MOST = 1_000;

    /** A text, a name in quotation marks or a comment, which have neither places nor ends. */
    static final String CLOSED = "'[^']*+'|\"[^\"]*+\"|--[^\\n]*+|/\\*(?s:.*?)\\*/|";

    /** A place, with its number. */
    private static final Pattern PLACE = Pattern.compile(CLOSED + "\\$(\\d{1,5})");

    private static final Pattern END = Pattern.compile(CLOSED + "(;)");

    private Placeholders() {}

    /** A statement with its parameters, each of which has a value. */
    record Bound(String statement, List<String> parameters) {}

    /** Writes null where a parameter has no value, and numbers the others anew. */
    static Bound bind(String statement, List<Optional<String>> values) {
        var given = new ArrayList<String>();
        var written = new ArrayList<String>();
        for (Optional<String> value : values) {
            value.ifPresent(given::add);
            written.add(value.isPresent() ? "$" + given.size() : "null");
        }
        if (given.size() == values.size()) {
            return new Bound(statement, given);
        }
        String bound = PLACE.matcher(statement).replaceAll(place -> {
            int number = number(statement, place);
            boolean known = number >= 1 && number <= written.size();
            return Matcher.quoteReplacement(
                    known ? written.get(number - 1) : statement.substring(place.start(), place.end()));
        });
        return new Bound(bound, given);
    }

    /** Whether the parameter {@code number} has a place. */
    static boolean names(String statement, int number) {
        return PLACE.matcher(statement).results().anyMatch(place -> number(statement, place) == number);
    }

    /** The highest number. */
    static int count(String statement) {
        return PLACE.matcher(statement)
                .results()
                .mapToInt(place -> Math.min(number(statement, place), MOST))
                .max()
                .orElse(0);
    }

    /** The statements of a text, which semicolons part. */
    static List<String> statements(String text) {
        var statements = new ArrayList<String>();
        int begin = 0;
        for (MatchResult end : END.matcher(text).results().toList()) {
            if (end.start(1) >= 0) {
                statements.add(text.substring(begin, end.start()));
                begin = end.end();
            }
        }
        statements.add(text.substring(begin));
        return statements.stream().filter(statement -> !statement.isBlank()).toList();
    }

    private static int number(String statement, MatchResult place) {
        return place.start(1) < 0 ? 0 : Integer.parseInt(statement, place.start(1), place.end(1), 10);
    }
}
