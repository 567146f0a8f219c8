package tw.qiao.launcher;

import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tw.qiao.analytics.checks.TableCheck;
import tw.qiao.analytics.tables.FilePlan;

/** Checks all tables against the dictionary. Exit code 0: all holds, 2: something does not. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks all tables against the dictionary.",
            "Exit code 0: everything holds, 2: something does not."
        })
final class WarehouseCheck implements Callable<Integer> {
    private static final int BROKEN = 2;

    @Mixin
    private DataChoice data = new DataChoice();

    @Override
    public Integer call() {
        boolean broken = false;
        try (var home = data.open();
                var workbench = home.workbench()) {
            if (home.warehouse().names().isEmpty()) {
                System.out.println(WarehouseTables.NONE_YET);
            }
            for (String name : home.warehouse().names()) {
                FilePlan plan = home.warehouse().table(name).plan(OptionalLong.empty());
                System.out.printf(
                        "%s: %,d 列 rows, %d 檔 files%n",
                        name, plan.rows(), plan.files().size());
                var description = home.tables().description(name);
                if (description.isEmpty()) {
                    System.out.println("  · 字典未說明 the dictionary does not describe it");
                    continue;
                }
                for (var finding : new TableCheck(description.get()).run(workbench, plan)) {
                    if (finding.offences() > 0) {
                        broken = true;
                        System.out.printf("  ✗ %s: %,d 列不符 rows do not%n", finding.name(), finding.offences());
                    } else {
                        System.out.println("  ✓ " + finding.name());
                    }
                }
            }
        }
        return broken ? BROKEN : 0;
    }
}
