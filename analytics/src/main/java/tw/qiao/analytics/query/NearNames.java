package tw.qiao.analytics.query;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the engine proposes in the place of a name that is not there. */
public final class NearNames {
    private static final Set<String> MISSED_BY = Set.of("query_wrong", "query_table");
    private static final Pattern CANDIDATES = Pattern.compile("Candidate bindings: (.+)$");
    private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");

    private NearNames() {}

    /** Whether a problem of that code says that a name is not there or is used wrongly. */
    public static boolean isMissedBy(String code) {
        return MISSED_BY.contains(code);
    }

    /** The columns that a message of the engine proposes; none where it proposes nothing. */
    public static List<String> in(String message) {
        Matcher candidates = CANDIDATES.matcher(message);
        return candidates.find()
                ? NAME.matcher(candidates.group(1))
                        .results()
                        .map((MatchResult name) -> name.group(1))
                        .toList()
                : List.of();
    }
}
