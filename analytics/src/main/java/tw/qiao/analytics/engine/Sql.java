package tw.qiao.analytics.engine;

/** Pieces of SQL made of values. */
public final class Sql {
    private Sql() {}

    /** A text literal. */
    public static String text(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A name, quoted, so that no word is taken for a key word. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
