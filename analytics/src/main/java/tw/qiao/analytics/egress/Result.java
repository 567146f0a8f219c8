package tw.qiao.analytics.egress;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.kernel.Problem;

/**
 * A result as it may leave the house; every format is written from this and nothing else.
 *
 * @param types the columns' types as the engine calls them
 * @param truncated whether rows are missing at the end
 */
public record Result(
        List<String> columns, List<String> types, List<List<Cell>> rows, boolean truncated, Provenance provenance) {
    private static final Set<String> NUMBERS =
            Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE");

    /** What was found, cell by cell; nulls are missing for an unknown reason. */
    static Result of(Found found) {
        var rows = new ArrayList<List<Cell>>();
        for (JsonNode row : found.rows()) {
            var cells = new ArrayList<Cell>();
            for (int i = 0; i < found.columns().size(); i++) {
                cells.add(cell(row.path(i), found.types().get(i)));
            }
            rows.add(List.copyOf(cells));
        }
        return new Result(found.columns(), found.types(), rows, found.truncated(), found.provenance());
    }

    private static Cell cell(JsonNode value, String type) {
        if (value.isNull()) {
            return new Cell.Missing(Column.Missing.UNKNOWN);
        }
        if (value.isNumber()) {
            return new Cell.Figure(value.decimalValue());
        }
        if (!NUMBERS.contains(type) && !type.startsWith("DECIMAL")) {
            return new Cell.Text(value.isString() ? value.asString() : value.toString());
        }
        return switch (value.asString()) {
            case "NaN", "Infinity", "-Infinity" -> new Cell.Missing(Column.Missing.NOT_APPLICABLE);
            default -> new Cell.Figure(new BigDecimal(value.asString()));
        };
    }

    /** Where the column {@code name} is. */
    int column(String name) {
        int index = columns.indexOf(name);
        if (index < 0 || columns.lastIndexOf(name) != index) {
            throw Problem.invalid("egress_layout", "One column " + name + " was expected in the result");
        }
        return index;
    }

    Result withRows(List<List<Cell>> other) {
        return new Result(columns, types, other, truncated, provenance);
    }
}
