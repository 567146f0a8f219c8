package tw.qiao.analytics.dialect;

import java.util.List;

/** Regular expressions that RE2, which DuckDB has, and Java read alike. */
public final class Patterns {
    private static final List<String> UNLIKE = List.of(
            "&&", "\\s", "\\S", "\\v", "\\h", "\\R", "\\p", "\\P", "\\b", "\\Q", "\\C", "\\z", "++", "*+", "?+");

    private Patterns() {}

    /** The pattern, which must match the whole of a text or some of it. */
    public static String matching(String pattern, boolean whole) {
        boolean groups = pattern.replace("(?:", "(").contains("(?");
        boolean nested = pattern.replace("\\[", "").matches("(?s).*\\[[^\\]]*\\[.*");
        if (groups || nested || UNLIKE.stream().anyMatch(pattern::contains)) {
            throw new Refusal("the pattern " + pattern, "use plain characters, classes, groups and counts only");
        }
        String ended = ended(pattern);
        return whole ? "\\A(?:" + ended + ")\\z" : ended;
    }

    /** In Java {@code $} also stands before a last line feed. */
    private static String ended(String pattern) {
        var ended = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                ended.append(c).append(pattern.charAt(++i));
                continue;
            }
            inClass = c == '[' || (inClass && c != ']');
            ended.append(c == '$' && !inClass ? "\\z" : String.valueOf(c));
        }
        return ended.toString();
    }
}
