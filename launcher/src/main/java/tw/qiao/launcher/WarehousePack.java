package tw.qiao.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tw.qiao.analytics.shipments.Shipment;

/** Packs tables into files that another warehouse can unpack. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        description = "Packs tables into files that another warehouse unpacks, with what is known of their sources.")
final class WarehousePack implements Callable<Integer> {
    @Mixin
    private DataChoice data = new DataChoice();

    @Option(names = "--to", required = true, paramLabel = "FOLDER", description = "where the files go")
    private Path target = Path.of("");

    @Parameters(arity = "0..*", paramLabel = "TABLE", description = "which tables (default: all)")
    private List<String> tables = List.of();

    @Override
    public Integer call() {
        Path folder = CallerFolder.resolve(target);
        try (var home = data.open();
                var workbench = home.workbench()) {
            for (String table : tables.isEmpty() ? home.warehouse().names() : tables) {
                Shipment.pack(home.warehouse().table(table), workbench, folder);
                System.out.println(table + " → " + folder);
            }
        }
        return 0;
    }
}
