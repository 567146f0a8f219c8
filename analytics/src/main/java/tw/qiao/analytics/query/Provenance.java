package tw.qiao.analytics.query;

import java.util.HexFormat;
import java.util.List;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Sha256;

/**
 * From what an answer was made, so that anybody can ask the same again.
 *
 * @param tables each table as {@code births@6542}; {@code births@0} when it never had rows
 * @param statement the SHA-256 of the statement and its parameters, in hexadecimal
 */
public record Provenance(List<String> tables, String statement) {
    /** That of a statement with its parameters over states of tables. */
    public static Provenance of(List<String> tables, String statement, List<String> parameters) {
        byte[] digest = Sha256.of(CanonicalJson.bytes(List.of(statement, parameters)));
        return new Provenance(tables, HexFormat.of().formatHex(digest));
    }

    /** One line for a footnote. */
    public String line() {
        return String.join(" ", tables) + " sha256:" + statement;
    }
}
