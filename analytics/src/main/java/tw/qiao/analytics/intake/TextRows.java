package tw.qiao.analytics.intake;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import tw.qiao.kernel.Problem;

/** The rows of a file of separated values (RFC 4180), each with the number of the line on which it begins. */
final class TextRows implements Rows {
    private static final int LONGEST_CELL = 1 << 20;

    private final SourceFile file;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;

    private TextRows(SourceFile file, CsvReader<CsvRecord> reader) {
        this.file = file;
        this.reader = reader;
        this.records = reader.iterator();
    }

    /** The rows of {@code file}, of separated values. */
    static TextRows of(SourceFile file, Reading reading) {
        try {
            return new TextRows(
                    file,
                    CsvReader.builder()
                            .fieldSeparator(reading.separator())
                            .commentStrategy(CommentStrategy.NONE)
                            .skipEmptyLines(false)
                            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .maxBufferSize(LONGEST_CELL)
                            .ofCsvRecord(file.reader()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Row> next() {
        try {
            if (!records.hasNext()) {
                return Optional.empty();
            }
            CsvRecord row = records.next();
            return Optional.of(new Row(row.getStartingLineNumber(), row.getFields()));
        } catch (CsvParseException e) {
            throw Problem.invalid(
                    "intake_csv",
                    file.path() + " is not well-formed CSV: " + e.getMessage()
                            + "; correct its quotes 引號不成對、位置有誤，或單一欄位過大，請更正後再匯入");
        } catch (UncheckedIOException e) {
            throw Problem.invalid(
                    "intake_unreadable", file.path() + " cannot be read: " + e.getMessage() + " 檔案無法讀取，請重新取得");
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
