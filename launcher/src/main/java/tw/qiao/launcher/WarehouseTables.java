package tw.qiao.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType.Kind;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.analytics.query.WarehouseCatalogue;
import tw.qiao.analytics.tables.FilePlan;
import tw.qiao.analytics.tables.WarehouseTable;
import tw.qiao.kernel.Problem;

/** Lists the tables, or says what one of them holds, column by column. */
@Command(
        name = "tables",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the tables with their rows, batches and states; with a table's name it lists its columns with types,"
                    + " units and names. 列出資料表；指定表名則列出欄位、型別、單位及中英文名稱",
            "Exit code 0: listed, 2: there is no such table."
        })
final class WarehouseTables implements Callable<Integer> {
    /** What commands say of a warehouse into which nothing came. */
    static final String NONE_YET = "there are no tables yet 尚無資料表";

    @Mixin
    private DataChoice data = new DataChoice();

    @Option(names = "--as", defaultValue = "table", description = "${COMPLETION-CANDIDATES} (default: table)")
    private AnswerForm form = AnswerForm.table;

    @Parameters(arity = "0..1", paramLabel = "TABLE", description = "the table whose columns to list")
    private String table = "";

    @Override
    public Integer call() {
        try (var home = data.open()) {
            List<String> names = home.warehouse().names();
            if (table.isBlank()) {
                print(all(home, names));
                return 0;
            }
            requireTable(table, names);
            var description = home.tables().description(table);
            if (form == AnswerForm.table) {
                description.ifPresent(WarehouseTables::printHead);
                print(all(home, List.of(table)));
                System.out.println();
            }
            print(description.map(WarehouseTables::columns).orElseGet(() -> undescribed(home)));
        }
        return 0;
    }

    /** Makes sure that {@code table} is one of {@code names}; a problem {@code warehouse_table} otherwise. */
    static void requireTable(String table, List<String> names) {
        if (!names.contains(table)) {
            String known = names.isEmpty() ? NONE_YET : "there are: " + String.join(", ", names) + " 沒有這張表";
            throw Problem.invalid("warehouse_table", "There is no table " + table + "; " + known);
        }
    }

    private void print(Result listed) {
        System.out.print(form.write(listed));
    }

    private static void printHead(TableDescription table) {
        System.out.printf("%s %s%n來源 source: %s%n%n", table.chinese(), table.english(), table.source());
    }

    private static Result all(WarehouseHome home, List<String> names) {
        var rows = new ArrayList<List<Cell>>();
        for (String name : names) {
            WarehouseTable table = home.warehouse().table(name);
            FilePlan plan = table.plan(OptionalLong.empty());
            List<String> batches = table.batches().stream().sorted().toList();
            rows.add(List.of(
                    new Cell.Text(name),
                    new Cell.Text(home.tables()
                            .description(name)
                            .map(TableDescription::chinese)
                            .orElse("")),
                    Cell.Figure.of(plan.rows()),
                    Cell.Figure.of(batches.size()),
                    new Cell.Text(batches.isEmpty() ? "" : batches.getFirst()),
                    new Cell.Text(batches.isEmpty() ? "" : batches.getLast()),
                    new Cell.Text(snapshot(table))));
        }
        return result(List.of("table", "chinese", "rows", "batches", "first", "last", "snapshot"), rows);
    }

    /** As text, because it has more digits than many a program keeps. */
    private static String snapshot(WarehouseTable table) {
        OptionalLong snapshot = table.snapshot();
        return snapshot.isPresent() ? Long.toString(snapshot.getAsLong()) : "";
    }

    private static Result columns(TableDescription table) {
        return result(
                List.of("column", "type", "key", "unit", "chinese", "english", "personal"),
                table.columns().stream().map(WarehouseTables::row).toList());
    }

    private static List<Cell> row(Column column) {
        return texts(
                column.name(),
                type(column),
                column.key() ? "key" : column.required() ? "required" : "",
                column.unit(),
                column.chinese(),
                column.english(),
                column.personal() == Column.PersonalData.NONE ? "" : small(column.personal()));
    }

    /** As SQL calls it, with what the values mean where that is more. */
    private static String type(Column column) {
        Kind kind = column.type().kind();
        boolean said = kind != Kind.MONTH && kind != Kind.YEAR;
        return column.type().sql() + (said ? "" : " (" + small(kind) + ")");
    }

    private static String small(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Of a table that nobody described, only the columns' names are known. */
    private Result undescribed(WarehouseHome home) {
        return result(
                List.of("column"),
                new WarehouseCatalogue(home.warehouse())
                        .source(table, OptionalLong.empty()).columns().stream()
                                .map(WarehouseTables::texts)
                                .toList());
    }

    private static List<Cell> texts(String... texts) {
        return IntStream.range(0, texts.length)
                .<Cell>mapToObj(i -> new Cell.Text(texts[i]))
                .toList();
    }

    private static Result result(List<String> columns, List<List<Cell>> rows) {
        List<String> types = columns.stream()
                .map(name -> name.equals("rows") || name.equals("batches") ? "BIGINT" : "VARCHAR")
                .toList();
        return new Result(columns, types, rows, false, new Provenance(List.of(), ""));
    }
}
