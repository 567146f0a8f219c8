package tw.qiao.analytics.tables;

import java.nio.file.Path;
import tw.qiao.analytics.engine.Workbench;

/** A process that writes a file of a table and is killed before it commits. */
final class DyingWriter {
    static final int KILLED = 137;

    private DyingWriter() {}

    static void main(String[] arguments) {
        var folder = Path.of(arguments[1]);
        var workbench = Workbench.open(folder.resolve("scratch"), 128, 1);
        Warehouse.open(arguments[0], "postgres", "", folder)
                .table("births")
                .stage(workbench, WarehouseTest.row("2024-02", "仁愛村", 5));
        Runtime.getRuntime().halt(KILLED);
    }
}
