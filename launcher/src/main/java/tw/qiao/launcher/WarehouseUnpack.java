package tw.qiao.launcher;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tw.qiao.analytics.shipments.Shipment;
import tw.qiao.kernel.Problem;

/** Fills tables from the files that {@link WarehousePack} wrote. What is there already stays as it is. */
@Command(
        name = "unpack",
        mixinStandardHelpOptions = true,
        description = "Fills tables from packed files; the same files once more change nothing.")
final class WarehouseUnpack implements Callable<Integer> {
    @Mixin
    private DataChoice data = new DataChoice();

    @Parameters(paramLabel = "FOLDER", description = "where the files lie")
    private Path source = Path.of("");

    private final Progress progress = new Progress(System.err, Boolean.getBoolean("qiao.terminal"));

    @Override
    public Integer call() {
        Path folder = CallerFolder.resolve(source);
        var shipments = Shipment.in(folder);
        if (shipments.isEmpty()) {
            throw Problem.invalid("shipment_none", "There are no packed tables in " + folder + " 資料夾內沒有打包的資料表");
        }
        try (var home = data.openOrMake(progress::say);
                var workbench = home.workbench()) {
            home.markLoading(true);
            try {
                for (Shipment shipment : shipments) {
                    boolean fresh = shipment.unpack(home.warehouse(), workbench);
                    System.out.println(shipment.table() + (fresh ? " 已載入 loaded" : " 未變 unchanged"));
                }
            } finally {
                home.markLoading(false);
            }
        }
        return 0;
    }
}
