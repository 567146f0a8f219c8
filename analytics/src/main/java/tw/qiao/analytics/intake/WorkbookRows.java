package tw.qiao.analytics.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/** The rows of a sheet of a workbook (xlsx): texts as they are, numbers and dates as texts, formulas as last seen. */
final class WorkbookRows implements Iterator<Rows.Row> {
    private static final String DAY = "yyyy-mm-dd";
    private static final String TIME = "hh:mm:ss";

    private final Path path;
    private final Iterator<Row> rows;
    private final ExcelDates dates;

    private WorkbookRows(Path path, Iterator<Row> rows, ExcelDates dates) {
        this.path = path;
        this.rows = rows;
        this.dates = dates;
    }

    static Rows of(SourceFile file, Reading reading) {
        Path path = file.path();
        try {
            verify(path);
            var workbook = new ReadableWorkbook(path.toFile(), new ReadingOptions(true, false));
            try {
                Sheet sheet = sheet(path, workbook, reading.sheet());
                Stream<Row> rows = sheet.openStream();
                var iterator = new WorkbookRows(path, rows.iterator(), new ExcelDates(workbook.isDate1904()));
                return new SheetRows(iterator, reading.header(), () -> close(workbook, rows));
            } catch (RuntimeException | IOException e) {
                workbook.close();
                throw e;
            }
        } catch (Problem e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            throw broken(path, e); // the library meets a broken file with any exception
        }
    }

    /** The library reads without limits, so no part may be more than it says. */
    private static void verify(Path path) throws IOException {
        try (ZipFile zip = Zips.open(path)) {
            for (ZipEntry entry : zip.stream().toList()) {
                Zips.verify(path, zip, entry);
            }
        }
    }

    private static Sheet sheet(Path path, ReadableWorkbook workbook, String name) {
        List<Sheet> sheets = workbook.getSheets()
                .filter(sheet -> name.isEmpty()
                        ? sheet.getVisibility() == SheetVisibility.VISIBLE
                        : sheet.getName().equals(name))
                .toList();
        if (sheets.size() == 1) {
            return sheets.getFirst();
        }
        throw Sheets.unclear(
                path, name, workbook.getSheets().map(Sheet::getName).toList());
    }

    @Override
    public boolean hasNext() {
        try {
            return rows.hasNext();
        } catch (RuntimeException e) {
            throw broken(path, e);
        }
    }

    @Override
    public Rows.Row next() {
        Row row = rows.next();
        var cells = new ArrayList<String>(row.getCellCount());
        for (int i = 0; i < row.getCellCount(); i++) {
            Cell cell = row.getCell(i);
            cells.add(cell == null ? "" : text(cell));
        }
        return new Rows.Row(row.getRowNum(), cells);
    }

    private String text(Cell cell) {
        Object value = cell.getValue();
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Boolean truth) {
            return truth.toString();
        }
        String raw = cell.getRawValue();
        if (cell.getType() == CellType.ERROR || raw == null) {
            return value.toString();
        }
        return dates.text(raw, format(cell));
    }

    /** Formats that a file names by numbers only; 27 to 36 and 50 to 58 are dates of East Asia. */
    private static @Nullable String format(Cell cell) {
        Integer id = cell.getDataFormatId();
        if (id == null) {
            return null;
        }
        if (id == 22 || isWithin(id, 14, 17) || isWithin(id, 27, 36) || isWithin(id, 50, 58)) {
            return DAY;
        }
        if (isWithin(id, 18, 21) || isWithin(id, 45, 47)) {
            return TIME;
        }
        return cell.getDataFormatString();
    }

    private static boolean isWithin(int id, int first, int last) {
        return id >= first && id <= last;
    }

    private static Problem broken(Path path, Exception e) {
        return Problem.invalid(
                "intake_workbook",
                path + " is not a readable workbook: " + e.getMessage()
                        + "; open it in a spreadsheet program and save it again 活頁簿無法讀取，請以試算表軟體開啟後另存新檔");
    }

    private static void close(ReadableWorkbook workbook, Stream<Row> rows) {
        rows.close();
        try {
            workbook.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
