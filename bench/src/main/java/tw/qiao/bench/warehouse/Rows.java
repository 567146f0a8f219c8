package tw.qiao.bench.warehouse;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.query.Found;
import tw.qiao.kernel.Sha256;

/** Answers in a form in which those of different engines are equal: numbers to nine digits, as they add averages up. */
record Rows(List<List<String>> rows) {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final BigDecimal HALF_A_HUNDREDTH = new BigDecimal("0.005");
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
        return of(found.rows());
    }

    /** Of rows of values. */
    static Rows of(List<JsonNode> found) {
        return new Rows(found.stream().map(Rows::cells).toList());
    }

    /** Whether another engine says the same, whose averages and quotients of decimals may have two places only. */
    boolean isNear(Rows other) {
        return rows.size() == other.rows.size()
                && IntStream.range(0, rows.size()).allMatch(i -> isNear(rows.get(i), other.rows.get(i)));
    }

    private static boolean isNear(List<String> row, List<String> other) {
        return row.size() == other.size()
                && IntStream.range(0, row.size()).allMatch(i -> isNear(row.get(i), other.get(i)));
    }

    private static boolean isNear(String cell, String other) {
        return cell.equals(other)
                || (NUMBER.matcher(cell).matches()
                        && NUMBER.matcher(other).matches()
                        && new BigDecimal(cell)
                                        .subtract(new BigDecimal(other))
                                        .abs()
                                        .compareTo(HALF_A_HUNDREDTH)
                                <= 0);
    }

    /** Equal for the same rows in any order, because queries leave ties open. */
    String digest() {
        String text = rows.stream().map(Object::toString).sorted().collect(Collectors.joining("\n"));
        return HexFormat.of().formatHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> cells(JsonNode row) {
        var cells = new ArrayList<String>();
        row.forEach(value -> cells.add(cell(value.asString())));
        return cells;
    }

    /** As a worker's answer, which has an empty text for what is missing. */
    private static String cell(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return NUMBER.matcher(text).matches()
                ? new BigDecimal(text).round(DIGITS).stripTrailingZeros().toPlainString()
                : text;
    }
}
