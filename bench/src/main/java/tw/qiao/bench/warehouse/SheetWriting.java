package tw.qiao.bench.warehouse;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.IntStream;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.OdsFormat;
import tw.qiao.analytics.egress.Sheet;
import tw.qiao.analytics.egress.XlsxFormat;
import tw.qiao.bench.BenchReport;
import tw.qiao.bench.Target;

/** What it costs to write two million cells, one in five a text, as a workbook. */
record SheetWriting(BenchReport report) {
    private static final int ROWS = 400_000;
    private static final int COLUMNS = 5;
    private static final int WARM_UPS = 2;

    private interface Format {
        void write(List<Sheet> sheets, OutputStream out) throws IOException;
    }

    void measure() throws IOException {
        Sheet sheet = sheet();
        report.figure("xlsx.write", seconds(sheet, XlsxFormat::write), "s of processor, 2 M cells", Target.atMost(1.5));
        report.figure("ods.write", seconds(sheet, OdsFormat::write), "s of processor, 2 M cells", Target.none());
    }

    private static double seconds(Sheet sheet, Format format) throws IOException {
        for (int i = 0; i < WARM_UPS; i++) {
            format.write(List.of(sheet), OutputStream.nullOutputStream());
        }
        var processor = new Processor();
        format.write(List.of(sheet), OutputStream.nullOutputStream());
        return processor.seconds();
    }

    private static Sheet sheet() {
        List<List<Cell>> rows = IntStream.range(0, ROWS)
                .mapToObj(row -> IntStream.range(0, COLUMNS)
                        .<Cell>mapToObj(column ->
                                column == 0 ? new Cell.Text("村里" + row % 7_000) : Cell.Figure.of((long) row * column))
                        .toList())
                .toList();
        return new Sheet(
                "cells",
                List.of(),
                List.of("village", "a", "b", "c", "d"),
                List.of("VARCHAR", "BIGINT", "BIGINT", "BIGINT", "BIGINT"),
                rows,
                List.of());
    }
}
