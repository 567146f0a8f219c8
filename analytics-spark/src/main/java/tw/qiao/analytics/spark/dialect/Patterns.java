package tw.qiao.analytics.spark.dialect;

import java.util.List;

/** Regular expressions that RE2, which DuckDB has, and Java read alike. */
final class Patterns {
    private static final List<String> UNLIKE = List.of(
            "&&", "\\s", "\\S", "\\v", "\\h", "\\R", "\\p", "\\P", "\\b", "\\Q", "\\C", "\\z", "++", "*+", "?+");

    private Patterns() {}

    /** The pattern as a literal, in which only a line feed ends a line. */
    static String matching(String pattern, boolean whole) {
        boolean groups = pattern.replace("(?:", "(").contains("(?");
        boolean nested = pattern.replace("\\[", "").matches("(?s).*\\[[^\\]]*\\[.*");
        if (groups || nested || UNLIKE.stream().anyMatch(pattern::contains)) {
            throw Refusal.of("the pattern " + pattern, "use plain characters, classes, groups and counts only");
        }
        return Names.literal("(?d)" + (whole ? "\\A(?:" + pattern + ")\\z" : pattern));
    }
}
