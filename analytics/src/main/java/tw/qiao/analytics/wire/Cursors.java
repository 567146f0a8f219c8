package tw.qiao.analytics.wire;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/** Cursors that statements name themselves, as psql with FETCH_COUNT and Python's named cursors do. */
final class Cursors {
    private static final int MOST = 100;
    private static final Pattern DECLARE = Pattern.compile(
            "(?is)declare\\s+(\"[^\"]+\"|\\w+)\\s+(?:(?:binary|insensitive|asensitive|no|scroll)\\s+)*cursor\\s+"
                    + "(?:with(?:out)?\\s+hold\\s+)?for\\s+(.*)");
    private static final Pattern FETCH = Pattern.compile(
            "(?is)fetch\\s+(?:(next)|(?:forward\\s+)?(all|\\d{1,9}))?\\s*(?:from\\s+|in\\s+)?(\"[^\"]+\"|\\w+)[\\s;]*");
    private static final Pattern CLOSE = Pattern.compile("(?is)close\\s+(\"[^\"]+\"|\\w+)[\\s;]*");

    private final Map<String, Rows> open = new HashMap<>();

    /** Empty when the statement is not about cursors. */
    Optional<Statements.Outcome> answer(String statement, Function<String, Rows> asking) {
        String trimmed = statement.strip();
        Matcher declare = DECLARE.matcher(trimmed);
        if (declare.matches()) {
            if (open.size() >= MOST) {
                throw Problem.invalid("wire_statement", "Too many cursors; close some");
            }
            close(name(declare.group(1)));
            open.put(name(declare.group(1)), asking.apply(declare.group(2)));
            return Optional.of(Statements.Outcome.without("DECLARE CURSOR"));
        }
        Matcher fetch = FETCH.matcher(trimmed);
        if (fetch.matches()) {
            return Optional.of(fetched(name(fetch.group(3)), fetch.group(2)));
        }
        Matcher close = CLOSE.matcher(trimmed);
        if (close.matches()) {
            if (close.group(1).equalsIgnoreCase("all")) {
                clear();
            } else {
                close(name(close.group(1)));
            }
            return Optional.of(Statements.Outcome.without("CLOSE CURSOR"));
        }
        return Optional.empty();
    }

    Optional<Rows> find(String name) {
        return Optional.ofNullable(open.get(name));
    }

    /** With the end of a transaction its cursors end. */
    void clear() {
        open.values().forEach(Rows::close);
        open.clear();
    }

    private void close(String name) {
        Rows rows = open.remove(name);
        if (rows != null) {
            rows.close();
        }
    }

    private Statements.Outcome fetched(String name, @Nullable String count) {
        Rows cursor = open.get(name);
        if (cursor == null) {
            throw Problem.invalid("wire_statement", "There is no cursor " + name);
        }
        int most = count == null ? 1 : count.equalsIgnoreCase("all") ? Integer.MAX_VALUE : Integer.parseInt(count);
        return Statements.Outcome.of("FETCH", cursor.portion(most));
    }

    private static String name(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1) : name.toLowerCase(Locale.ROOT);
    }
}
