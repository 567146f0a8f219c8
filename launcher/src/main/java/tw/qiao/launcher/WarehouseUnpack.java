package tw.qiao.launcher;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tw.qiao.analytics.shipments.Shipment;

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

    @Override
    public Integer call() {
        Path folder = WarehouseHome.file(source).toAbsolutePath().normalize();
        try (var home = data.open();
                var workbench = home.workbench()) {
            home.markLoading(true);
            try {
                for (Shipment shipment : Shipment.in(folder)) {
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
