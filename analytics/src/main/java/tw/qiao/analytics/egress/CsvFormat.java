package tw.qiao.analytics.egress;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tw.qiao.analytics.engine.Sql;

/** CSV (RFC 4180), in which no text is a formula to a spreadsheet. */
public final class CsvFormat {
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    /** Spreadsheets take a file for Big5 unless it begins with this. */
    public static final char MARK = '\uFEFF';

    private CsvFormat() {}

    /** Writes names and rows; suppressed counts are {@code *}, missing values empty. */
    public static void write(Result result, Writer out) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord(result.columns().stream().map(CsvFormat::harmless).toList());
        writeRows(result.rows(), csv);
    }

    /** The same in UTF-8. */
    public static byte[] bytes(Result result) {
        return bytes(out -> write(result, out));
    }

    /** The same as a file that spreadsheets open well: with a byte order mark. */
    public static byte[] file(Result result) {
        return bytes(out -> {
            out.write(MARK);
            write(result, out);
        });
    }

    /** Rows, of which the first are the names, as a file that spreadsheets open well. */
    public static byte[] file(List<List<Cell>> rows) {
        return bytes(out -> {
            out.write(MARK);
            writeRows(rows, CsvWriter.builder().build(out));
        });
    }

    private static void writeRows(List<List<Cell>> rows, CsvWriter csv) throws IOException {
        for (List<Cell> row : rows) {
            csv.writeRecord(row.stream().map(CsvFormat::text).toList());
        }
        csv.flush();
    }

    /** Writes to something that may fail. */
    private interface Writing {
        void to(Writer out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        var text = new StringWriter();
        try {
            writing.to(text);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
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

    /** The same as an expression of the engine, for the text that it calls {@code name}. */
    public static String guarded(String name) {
        return "case when " + name + " <> '' and instr(" + Sql.text(FORMULA) + ", left(" + name
                + ", 1)) > 0 then '''' || " + name + " else " + name + " end";
    }

    static boolean looksLikeFormula(String text) {
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    }
}
