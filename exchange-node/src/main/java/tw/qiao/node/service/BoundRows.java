package tw.qiao.node.service;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.RowFilter;
import tw.qiao.node.message.Faults;

/** The row filter of a grant as a condition of a query; its values are bound. */
final class BoundRows {
    private record Part(Column column, List<String> values) {}

    private final List<Part> parts;

    private BoundRows(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** The filter of a call. Refuses one on a column that the view lacks, rather than telling all rows. */
    static BoundRows of(ServiceCall call, Function<String, Optional<Column>> columns) {
        var parts = new ArrayList<Part>();
        for (var condition : call.rows().map(RowFilter::all).orElse(List.of())) {
            var column = columns.apply(condition.column()).orElseThrow(BoundRows::unfit);
            parts.add(new Part(column, condition.valuesFor(call.client())));
        }
        return new BoundRows(parts);
    }

    /** The rest of the where clause; empty where all rows are allowed. */
    String condition() {
        var sql = new StringBuilder();
        for (Part part : parts) {
            sql.append(" and ")
                    .append(part.column().quoted())
                    .append(" in (?")
                    .repeat(", ?", part.values().size() - 1)
                    .append(')');
        }
        return sql.toString();
    }

    /** Binds the values from the given place on, and returns the place after them. */
    int bind(PreparedStatement statement, int from) throws SQLException {
        int place = from;
        for (Part part : parts) {
            for (String value : part.values()) {
                bind(statement, place++, part.column(), value);
            }
        }
        return place;
    }

    private static void bind(PreparedStatement statement, int place, Column column, String value) throws SQLException {
        try {
            column.bind(statement, place, value);
        } catch (Problem unlike) {
            throw unfit();
        }
    }

    private static Problem unfit() {
        return Faults.providerNode("access_denied", "The row filter of the grant does not fit the view of the service");
    }
}
