package tw.qiao.launcher;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.exports.TableExport;
import tw.qiao.analytics.query.WarehouseCatalogue;
import tw.qiao.kernel.Problem;

/** Writes a table into a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a whole table into a file: .csv (UTF-8 with a mark), .json, .parquet, .xlsx, .ods or .arrow (Arrow's"
                    + " stream); a file of that name is replaced, and no text in it is a formula. 匯出整張表",
            "Exit code 0: the file is there, 2: there is no such table, form or folder, or the table names people or has"
                    + " more rows than a sheet, 1: it failed.",
            "結束代碼 0：檔案已寫入；2：沒有這張表、這種格式或這個資料夾、表含個人資料，或列數超過試算表上限；1：失敗。"
        })
final class WarehouseExport implements Callable<Integer> {
    @Mixin
    private DataChoice data = new DataChoice();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE",
            description = "a file that ends with .csv, .json, .parquet, .xlsx, .ods or .arrow")
    private Path target = Path.of("");

    @Parameters(paramLabel = "TABLE", description = "which table")
    private String table = "";

    private final Progress progress = new Progress(System.err, Boolean.getBoolean("qiao.terminal"));

    @Override
    public Integer call() {
        if (!TableExport.isForm(target)) {
            String forms = String.join(", ", TableExport.FORMS);
            throw Problem.invalid(
                    "export_form", "Name a file that ends with " + forms + ", not " + target + " 檔名須以上列之一結尾");
        }
        TargetFile file = TargetFile.of(target);
        try (var home = data.open();
                var workbench = home.workbench()) {
            WarehouseTables.requireTable(table, home.warehouse().names());
            var described = home.tables().description(table);
            if (described.isEmpty()) {
                throw Problem.invalid(
                        "export_undescribed",
                        "Nobody said what the columns of " + table
                                + " are, so its rows do not leave; describe it in a feed"
                                + " 本表尚無資料字典說明，不得匯出，請先以 feed 說明欄位");
            }
            if (!OpenDesk.isOpen(described.get())) {
                throw Problem.invalid(
                        "export_people",
                        "The table " + table + " says who people are, so its rows do not leave; ask for counts with sql"
                                + " 本表含個人資料，不得整表匯出，請以 sql 查詢統計數");
            }
            progress.begin(table);
            var egress = new Egress(OpenDesk.policy(home.warehouse(), home.tables()));
            long rows = new TableExport(workbench, egress, new WarehouseCatalogue(home.warehouse()), this::show)
                    .write(table, file.path());
            progress.done(table);
            System.out.printf("%,d 列 rows → %s%n", rows, file.written());
        }
        return 0;
    }

    private void show(long rows, long all) {
        progress.show(table, "%,d / %,d".formatted(rows, all));
    }
}
