package tw.qiao.analytics.egress;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;

/** CSV (RFC 4180), in which no text is a formula to a spreadsheet. */
public final class CsvFormat {
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private CsvFormat() {}

    /** Writes names and rows; suppressed counts are {@code *}, missing values empty. */
    public static void write(Result result, Writer out) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord(result.columns().stream().map(CsvFormat::harmless).toList());
        for (var row : result.rows()) {
            csv.writeRecord(row.stream().map(CsvFormat::text).toList());
        }
        csv.flush();
    }

    private static String text(Cell cell) {
        return switch (cell) {
            case Cell.Figure(var value) -> value.toPlainString();
            case Cell.Text(String value) -> harmless(value);
            case Cell.Missing _ -> "";
            case Cell.Suppressed _ -> "*";
        };
    }

    /** Spreadsheets take what begins so for a formula; an apostrophe before it says that it is a text. */
    private static String harmless(String text) {
        return looksLikeFormula(text) ? "'" + text : text;
    }

    static boolean looksLikeFormula(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    }
}
