package tw.qiao.analytics.spark.dialect;

import java.util.Locale;

/** Names, which are compared without regard to case as both engines do, and texts. */
final class Names {
    private Names() {}

    /** A text, in which Spark takes a backslash for the beginning of something else. */
    static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
