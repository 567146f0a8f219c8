package tw.qiao.analytics.drift;

import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.dictionary.Declaration;

/**
 * How much the batches of a table may differ. What is not declared may be as it will.
 *
 * @param contract what becomes of a batch with other columns, types or codes
 * @param rows by what share the number of rows may change
 * @param columns whose distributions are compared
 */
record DriftRules(Verdict contract, Optional<Limit> rows, List<ColumnLimit> columns) {
    private static final DriftRules NONE = new DriftRules(Verdict.ACCEPT, Optional.empty(), List.of());

    /** A number that is not to be exceeded, and what becomes of a batch that does. */
    record Limit(double most, Verdict verdict) {}

    /** The most that the population stability index of a column may be; 0.1 is little, 0.25 much. */
    record ColumnLimit(String column, Limit limit) {}

    /** The rules in {@code drift/<table>.yaml}, none where there is no such file. */
    static DriftRules of(String table) {
        String file = "drift/" + table + ".yaml";
        InputStream yaml = DriftRules.class.getResourceAsStream("/" + file);
        return yaml == null ? NONE : read(Declaration.read(file, yaml));
    }

    static DriftRules read(Declaration file) {
        file.only("table", "contract", "rows", "columns");
        return new DriftRules(
                file.choice("contract", Verdict.class, Verdict.ACCEPT),
                file.part("rows").map(part -> limit(part.only("most", "then"), "most")),
                file.parts("columns").stream()
                        .map(part -> new ColumnLimit(part.text("name"), limit(part.only("name", "psi", "then"), "psi")))
                        .toList());
    }

    private static Limit limit(Declaration part, String name) {
        try {
            return new Limit(
                    new BigDecimal(part.text(name)).doubleValue(), part.choice("then", Verdict.class, Verdict.HOLD));
        } catch (NumberFormatException e) {
            throw part.problem(name + " is a number like 0.25, not " + part.text(name));
        }
    }
}
