package tw.qiao.analytics.query;

import java.util.List;

/**
 * From what an answer was made, so that anybody can ask the same again.
 *
 * @param tables each table as {@code births@6542}; {@code births@0} when it never had rows
 * @param statement the SHA-256 of the statement and its parameters, in hexadecimal
 */
public record Provenance(List<String> tables, String statement) {
    /** One line for a footnote. */
    public String line() {
        return String.join(" ", tables) + " sha256:" + statement;
    }
}
