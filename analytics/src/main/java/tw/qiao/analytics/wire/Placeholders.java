package tw.qiao.analytics.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The places of parameters in a statement: {@code $1}, {@code $2} and so on. */
final class Placeholders {
    private static final int MOST = 1_000;

    /** A place, with its number; or a text, a name in quotation marks or a comment, which have no places. */
    private static final Pattern PLACE =
            Pattern.compile("'[^']*+'|\"[^\"]*+\"|--[^\\n]*+|/\\*(?s:.*?)\\*/|\\$(\\d{1,5})");

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

    /** The highest number. */
    static int count(String statement) {
        return PLACE.matcher(statement)
                .results()
                .mapToInt(place -> Math.min(number(statement, place), MOST))
                .max()
                .orElse(0);
    }

    private static int number(String statement, MatchResult place) {
        return place.start(1) < 0 ? 0 : Integer.parseInt(statement, place.start(1), place.end(1), 10);
    }
}
