package tw.qiao.platform.site;

/**
 * A choice among radios or in a select.
 *
 * @param hint a line below the label; empty when the label says enough
 * @param language the language of the label, for example {@code en}; empty for that of the page
 */
public record Option(String value, String label, String hint, String language) {
    public Option(String value, String label) {
        this(value, label, "");
    }

    public Option(String value, String label, String hint) {
        this(value, label, hint, "");
    }

    /** A language, by the name that its speakers give it. */
    public static Option ofLanguage(String tag, String name) {
        return new Option(tag, name, "", tag);
    }
}
