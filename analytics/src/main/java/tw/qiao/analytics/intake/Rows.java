package tw.qiao.analytics.intake;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import tw.qiao.kernel.Problem;

/** The rows of a file, one after the other; the first is the header. */
public interface Rows extends AutoCloseable {

    /** The rows of {@code file}, by what it holds; {@code reading} says what it does not say itself. */
    static Rows of(SourceFile file, Reading reading) {
        try {
            return open(file, reading);
        } catch (UncheckedIOException e) {
            throw Problem.invalid("intake_unreadable", file.path() + " cannot be read: " + e.getMessage() + " 檔案無法讀取");
        }
    }

    private static Rows open(SourceFile file, Reading reading) {
        return switch (file.content()) {
            case TEXT -> reading.widths().isEmpty() ? TextRows.of(file, reading) : FixedRows.of(file, reading);
            case JSON -> JsonRows.of(file, reading);
            case XML -> XmlRows.of(file, reading.row());
            case WORKBOOK -> WorkbookRows.of(file, reading);
            case SPREADSHEET -> SpreadsheetRows.of(file, reading);
            case DBASE -> DbaseRows.of(file, reading);
            case SHAPES -> ShapeRows.of(file, reading);
            case PARQUET -> ParquetRows.of(file);
        };
    }

    /** The next row, empty after the last; a problem {@code intake_…} where the file is broken. */
    Optional<Row> next();

    /** How many records were passed over so far because the file marks them as deleted. */
    default long deleted() {
        return 0;
    }

    @Override
    void close();

    /**
     * One row of text.
     *
     * @param line the number of the line, row or record where it begins, the first is 1; 0 for a header that is none
     */
    record Row(long line, List<String> cells) {}
}
