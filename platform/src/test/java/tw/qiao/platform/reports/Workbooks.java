package tw.qiao.platform.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.intake.Reading;
import tw.qiao.analytics.intake.Rows;
import tw.qiao.analytics.intake.SourceFile;

/** Reads workbooks as the warehouse's own imports do. */
final class Workbooks {
    private Workbooks() {}

    static List<List<String>> rows(byte[] file, FileFormat format, String sheet) {
        var reading = new Reading(',', 1, sheet, "", "", Map.of(), Optional.empty(), Reading.Geometry.NONE);
        var all = new ArrayList<List<String>>();
        try {
            Path path = Files.write(Files.createTempFile("book", "." + format.word()), file);
            try (Rows rows = Rows.of(SourceFile.inspect(path), reading)) {
                for (Optional<Rows.Row> row = rows.next(); row.isPresent(); row = rows.next()) {
                    all.add(row.get().cells());
                }
            }
            Files.delete(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return all;
    }

    /** Rows of a result as a workbook gives them back. */
    static List<List<String>> texts(List<List<Cell>> rows) {
        return rows.stream().map(Workbooks::withoutEmptyEnd).toList();
    }

    private static List<String> withoutEmptyEnd(List<Cell> row) {
        var texts = new ArrayList<>(row.stream().map(Workbooks::text).toList());
        while (!texts.isEmpty() && texts.getLast().isEmpty()) {
            texts.removeLast();
        }
        return texts;
    }

    private static String text(Cell cell) {
        return switch (cell) {
            case Cell.Figure(var value) -> value.toPlainString();
            case Cell.Text(String value) -> value;
            case Cell.Missing _ -> "";
            case Cell.Suppressed _ -> "*";
        };
    }
}
