package tw.qiao.bench.warehouse;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.query.Found;

/** Answers in a form in which those of different engines are equal: numbers to nine digits, as they add averages up. */
record Rows(List<List<String>> rows) {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final MathContext DIGITS = new MathContext(9);

    static Rows of(ResultSet result) throws SQLException {
        int width = result.getMetaData().getColumnCount();
        var rows = new ArrayList<List<String>>();
        while (result.next()) {
            var row = new ArrayList<String>();
            for (int i = 1; i <= width; i++) {
                row.add(cell(result.getString(i)));
            }
            rows.add(row);
        }
        return new Rows(rows);
    }

    static Rows of(Found found) {
        return new Rows(found.rows().stream().map(Rows::cells).toList());
    }

    private static List<String> cells(JsonNode row) {
        var cells = new ArrayList<String>();
        row.forEach(value -> cells.add(cell(value.asString())));
        return cells;
    }

    private static String cell(String text) {
        return NUMBER.matcher(text).matches()
                ? new BigDecimal(text).round(DIGITS).stripTrailingZeros().toPlainString()
                : text;
    }
}
