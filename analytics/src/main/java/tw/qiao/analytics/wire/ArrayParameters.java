package tw.qiao.analytics.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tw.qiao.kernel.Problem;

/**
 * Parameters that are arrays, as drivers send lists: {@code x = any($1)} becomes {@code x in ($2, $3)}, which the
 * engine compares with the type of {@code x}.
 */
final class ArrayParameters {
    private static final Pattern ANY = Pattern.compile(
            Placeholders.CLOSED
                    + "(?i)((?<![<>!=~])=\\s*+(?:any|some)|(?:<>|!=)\\s*+all)\\s*+\\(\\s*+\\$(\\d{1,5})(?:\\s*::[\\w .]+\\[])?\\s*\\)");

    /** An element in quotation marks, or without. */
    private static final Pattern ELEMENT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"|[^,\\s][^,]*+");

    /** A comparison with none at all: true for no row, or for all. */
    private static final String NONE = "(select null where false)";

    /** How many elements a statement may have in all its places; more places make it longer than the gate takes. */
    private static final int MOST = 4_000;

    private ArrayParameters() {}

    /** A statement in which the elements of arrays are parameters of their own. */
    record Expanded(String statement, List<Optional<String>> values) {}

    static Expanded expand(String statement, List<Optional<String>> given) {
        var values = new ArrayList<>(given);
        var arrays = new TreeMap<Integer, List<String>>();
        var uses = new AtomicInteger();
        String expanded = ANY.matcher(statement).replaceAll(found -> {
            String text = statement.substring(found.start(), found.end());
            int place = found.start(2) < 0 ? 0 : Integer.parseInt(statement, found.start(2), found.end(2), 10);
            if (place < 1 || place > given.size() || given.get(place - 1).isEmpty()) {
                return Matcher.quoteReplacement(text);
            }
            List<String> places = arrays.computeIfAbsent(place - 1, array -> places(array, given, values));
            if (uses.addAndGet(places.size()) > MOST) {
                throw tooMany();
            }
            return Matcher.quoteReplacement(list(statement.substring(found.start(1), found.end(1)), places));
        });
        for (int array : arrays.keySet()) {
            if (!Placeholders.names(expanded, array + 1)) {
                values.set(array, Optional.empty()); // so that it is no parameter any more
            }
        }
        return new Expanded(expanded, values);
    }

    /** Makes each element of an array a parameter; their places, once however often the array is used. */
    private static List<String> places(int array, List<Optional<String>> given, List<Optional<String>> values) {
        var places = new ArrayList<String>();
        for (Optional<String> element : elements(given.get(array).orElseThrow())) {
            values.add(element);
            places.add("$" + values.size());
        }
        return places;
    }

    private static String list(String comparison, List<String> places) {
        String operator = comparison.toLowerCase(Locale.ROOT).endsWith("all") ? "not in " : "in ";
        return operator + (places.isEmpty() ? NONE : "(" + String.join(", ", places) + ")");
    }

    private static Problem tooMany() {
        return Problem.invalid(
                "wire_parameter",
                "Arrays have at most " + MOST + " elements in all places of a statement; ask for some at a time");
    }

    /** The elements of an array as PostgreSQL writes it: {@code {1,NULL,"a, b"}}. */
    static List<Optional<String>> elements(String written) {
        String text = written.strip();
        if (!text.startsWith("{") || !text.endsWith("}") || text.startsWith("{{")) {
            throw Problem.invalid("wire_parameter", "An array was expected, such as {1,2}");
        }
        var elements = new ArrayList<Optional<String>>();
        Matcher element = ELEMENT.matcher(text.substring(1, text.length() - 1));
        element.results().filter(found -> !found.group().isEmpty()).forEach(found -> elements.add(element(found)));
        if (elements.size() > MOST) {
            throw tooMany();
        }
        return elements;
    }

    private static Optional<String> element(MatchResult found) {
        if (found.group(1) != null) {
            return Optional.of(found.group(1).replaceAll("\\\\(.)", "$1"));
        }
        String plain = found.group().strip();
        return plain.equalsIgnoreCase("null") ? Optional.empty() : Optional.of(plain);
    }
}
