package tw.qiao.platform.site;

/**
 * A choice among radios or in a select.
 *
 * @param hint a line below the label; empty when the label says enough
 */
public record Option(String value, String label, String hint) {
    public Option(String value, String label) {
        this(value, label, "");
    }
}
