package tw.qiao.launcher;

import java.nio.file.Path;
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
        description = "Writes a whole table into a CSV file (UTF-8 with a mark, for spreadsheets) or a Parquet file.")
final class WarehouseExport implements Callable<Integer> {
    @Option(names = "--data", defaultValue = "var", description = "the folder that holds all state (default: ./var)")
    private Path data = Path.of("var");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE",
            description = "a file that ends with .csv or .parquet")
    private Path target = Path.of("");

    @Parameters(paramLabel = "TABLE", description = "which table")
    private String table = "";

    @Override
    public Integer call() {
        Path file = WarehouseHome.file(target).toAbsolutePath().normalize();
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".csv") && !name.endsWith(".parquet")) {
            throw Problem.invalid("export_form", "Name a file that ends with .csv or .parquet, not " + target);
        }
        try (var home = WarehouseHome.open(data);
                var workbench = home.workbench()) {
            var plan = home.warehouse().table(table).plan(OptionalLong.empty());
            Export.write(workbench, plan, file);
            System.out.printf("%,d 列 rows → %s%n", plan.rows(), file);
        }
        return 0;
    }
}
