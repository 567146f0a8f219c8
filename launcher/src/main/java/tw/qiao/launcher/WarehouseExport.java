package tw.qiao.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tw.qiao.analytics.tables.Export;
import tw.qiao.kernel.Problem;

/** Writes a table into a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a whole table into a CSV file (UTF-8 with a mark, for spreadsheets), a JSON file or a Parquet file;"
                    + " a file of that name is replaced. 匯出整張表",
            "Exit code 0: the file is there, 2: there is no such table, or no such form, or the table names people, 1: it"
                    + " failed."
        })
final class WarehouseExport implements Callable<Integer> {
    private static final List<String> FORMS = List.of(".csv", ".json", ".parquet");

    @Option(names = "--data", defaultValue = "var", description = "the folder that holds all state (default: ./var)")
    private Path data = Path.of("var");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE",
            description = "a file that ends with .csv, .json or .parquet")
    private Path target = Path.of("");

    @Parameters(paramLabel = "TABLE", description = "which table")
    private String table = "";

    @Override
    public Integer call() {
        Path file = WarehouseHome.file(target).toAbsolutePath().normalize();
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (FORMS.stream().noneMatch(name::endsWith)) {
            throw Problem.invalid(
                    "export_form",
                    "Name a file that ends with .csv, .json or .parquet, not " + target
                            + " 檔名須以 .csv、.json 或 .parquet 結尾");
        }
        if (Files.isDirectory(file)) {
            throw Problem.invalid("export_folder", file + " is a folder; name a file in it 這是資料夾，請指定檔名");
        }
        try (var home = WarehouseHome.open(data);
                var workbench = home.workbench()) {
            if (!home.warehouse().names().contains(table)) {
                throw Problem.invalid(
                        "warehouse_table",
                        "There is no table " + table + "; there are: "
                                + String.join(", ", home.warehouse().names()) + " 沒有這張表");
            }
            if (!home.tables().description(table).map(OpenDesk::isOpen).orElse(true)) {
                throw Problem.invalid(
                        "export_people",
                        "The table " + table + " says who people are, so its rows do not leave; ask for counts with sql"
                                + " 本表含個人資料，不得整表匯出，請以 sql 查詢統計數");
            }
            var plan = home.warehouse().table(table).plan(OptionalLong.empty());
            Export.write(workbench, plan, file);
            System.out.printf("%,d 列 rows → %s%n", plan.rows(), file);
        }
        return 0;
    }
}
