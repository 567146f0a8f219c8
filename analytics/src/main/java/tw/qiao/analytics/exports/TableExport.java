package tw.qiao.analytics.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tw.qiao.analytics.egress.AnswerSheets;
import tw.qiao.analytics.egress.ArrowFormat;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.CsvFormat;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.OdsFormat;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.egress.XlsxFormat;
import tw.qiao.analytics.engine.SelectionAnswer;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.analytics.query.Source;
import tw.qiao.analytics.tables.Export;
import tw.qiao.kernel.Problem;

/** Writes what the egress gate lets pass of a whole table, in the form that the end of a file's name says. */
public final class TableExport {
    /** The ends of names. */
    public static final List<String> FORMS = List.of(".csv", ".json", ".parquet", ".xlsx", ".ods", ".arrow", ".arrows");

    /** What Excel, and LibreOffice too, opens (ECMA-376), less the head. */
    private static final int MOST_ROWS_OF_SHEET = 1_048_575;

    private static final String KEPT = "exported_rows";

    private final Workbench workbench;
    private final Egress egress;
    private final Catalogue tables;
    private final Listener listener;

    /** Exports from {@code tables}, of which {@code egress} decides what leaves. */
    public TableExport(Workbench workbench, Egress egress, Catalogue tables, Listener listener) {
        this.workbench = workbench;
        this.egress = egress;
        this.tables = tables;
        this.listener = listener;
    }

    /** Told how many rows were read of how many. */
    @FunctionalInterface
    public interface Listener {
        void read(long rows, long all);
    }

    /** Whether a file of this name can be written. */
    public static boolean isForm(Path target) {
        String name = target.getFileName().toString().toLowerCase(Locale.ROOT);
        return FORMS.stream().anyMatch(name::endsWith);
    }

    /**
     * Writes {@code table} into {@code target}, which is there whole or not at all; answers how many rows it has. A
     * problem {@code egress_…} when its rows may not leave, {@code export_rows} when the form holds fewer.
     */
    public long write(String table, Path target) {
        Source source = egress.catalogue(tables).source(table, OptionalLong.empty());
        SelectionAnswer none = workbench.select("select * from " + source.sql() + " limit 0");
        Provenance provenance =
                Provenance.of(List.of(table + "@" + source.snapshot().orElse(0)), "select * from " + table, List.of());
        let(none, provenance);
        long rows = workbench.number("select count(*) from " + source.sql());
        String name = target.getFileName().toString().toLowerCase(Locale.ROOT);
        switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv" -> Export.write(workbench, guarded(source, none), target);
            case "json", "parquet" -> Export.write(workbench, source.sql(), target);
            case "xlsx" -> {
                requireRoom(rows, target);
                paged(source, none, provenance, rows, target, TableExport::workbook);
            }
            case "ods" -> {
                requireRoom(rows, target);
                paged(source, none, provenance, rows, target, TableExport::spreadsheet);
            }
            default -> paged(source, none, provenance, rows, target, TableExport::stream);
        }
        return rows;
    }

    private static void requireRoom(long rows, Path target) {
        if (rows > MOST_ROWS_OF_SHEET) {
            throw Problem.invalid(
                    "export_rows",
                    "The table has %,d rows, and a sheet holds %,d; export .csv, .parquet or .arrow instead of %s, or ask for"
                                    .formatted(rows, MOST_ROWS_OF_SHEET, target.getFileName())
                            + " fewer rows with sql 列數超過試算表上限，請改匯出 .csv、.parquet 或 .arrow，或以 sql 查詢較少的列");
        }
    }

    private Result let(SelectionAnswer answer, Provenance provenance) {
        return egress.rows(new Found(answer.columns(), answer.types(), answer.rows(), false, provenance));
    }

    /** As {@link CsvFormat} writes a file, at the speed of the engine: no text is a formula to a spreadsheet. */
    private static String guarded(Source source, SelectionAnswer columns) {
        return IntStream.range(0, columns.columns().size())
                .mapToObj(i -> {
                    String name = columns.columns().get(i);
                    String value = Sql.name(name);
                    // the file begins with the first name, and so with the mark
                    return (columns.types().get(i).equals("VARCHAR") ? CsvFormat.guarded(value) : value) + " as "
                            + Sql.name(i == 0 ? CsvFormat.MARK + name : name);
                })
                .collect(Collectors.joining(", ", "(select ", " from " + source.sql() + ")"));
    }

    /** Writes a result to a stream. */
    private interface Writing {
        void write(Result result, OutputStream out) throws IOException;
    }

    /** The engine keeps the rows meanwhile, so that all pages are of one state and in one order. */
    private void paged(
            Source source, SelectionAnswer none, Provenance provenance, long rows, Path target, Writing writing) {
        workbench.execute("create temp table " + KEPT + " as from " + source.sql());
        try {
            var pages = new PagedRows(Math.toIntExact(rows), number -> page(number, rows, provenance));
            var result = new Result(none.columns(), none.types(), pages, false, provenance);
            Export.whole(target, draft -> {
                try (OutputStream out = Files.newOutputStream(draft)) {
                    writing.write(result, out);
                }
            });
        } finally {
            workbench.execute("drop table " + KEPT);
        }
    }

    private List<List<Cell>> page(int number, long rows, Provenance provenance) {
        long from = (long) number * PagedRows.PAGE;
        long to = Math.min(rows, from + PagedRows.PAGE);
        listener.read(to, rows);
        return let(
                        workbench.select("select * from " + KEPT + " where rowid >= " + from + " and rowid < " + to
                                + " order by rowid"),
                        provenance)
                .rows();
    }

    /** Rows leave as they are or not at all, so none of their cells is suppressed. */
    private static void stream(Result result, OutputStream out) throws IOException {
        ArrowFormat.write(result, 0, out);
    }

    private static void workbook(Result result, OutputStream out) throws IOException {
        XlsxFormat.write(AnswerSheets.of(result), out);
    }

    private static void spreadsheet(Result result, OutputStream out) throws IOException {
        OdsFormat.write(AnswerSheets.of(result), out);
    }
}
