package tw.qiao.platform.dashboards;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as comma-separated values (RFC 4180) that spreadsheets open well and safely: UTF-8 with a byte order mark,
 * and texts that a spreadsheet would take for a formula begin with an apostrophe (OWASP, CSV injection).
 */
final class Csv {
    private static final String FORMULA_STARTS = "=+-@\t\r\n＝＋－＠";
    private final StringBuilder text = new StringBuilder("\uFEFF");

    /** Adds a row of texts and numbers. */
    Csv row(List<Object> cells) {
        text.append(cells.stream().map(Csv::cell).collect(Collectors.joining(",")))
                .append("\r\n");
        return this;
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String cell(Object value) {
        return switch (value) {
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            default -> quoted(safe(value.toString()));
        };
    }

    private static String safe(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
