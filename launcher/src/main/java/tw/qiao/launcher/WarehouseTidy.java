package tw.qiao.launcher;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.cubes.Rollup;
import tw.qiao.analytics.engine.WorkerCommand;
import tw.qiao.analytics.tables.SnapshotCache;
import tw.qiao.analytics.tables.Tidying;
import tw.qiao.kernel.Problem;

/** Compacts tables, forgets old snapshots and deletes files that nothing needs. */
@Command(
        name = "tidy",
        mixinStandardHelpOptions = true,
        description = "Puts the rows of each table into one sorted file, forgets old states but those of releases, and"
                + " deletes files that nothing needs.")
final class WarehouseTidy implements Callable<Integer> {
    @Mixin
    private DataChoice data = new DataChoice();

    @Option(names = "--keep-days", defaultValue = "30", description = "how long states are kept (default: 30 days)")
    private int days = 30;

    @Option(
            names = "--grace-hours",
            defaultValue = "24",
            description = "how old files are at least before they are deleted (default: 24 hours)")
    private int hours = 24;

    @Option(
            names = "--cache",
            split = ",",
            description = "tables that are asked for often: their present rows are also kept in the engine's own form")
    private List<String> hot = List.of();

    @Override
    public Integer call() {
        if (days < 0 || hours < 0) {
            throw Problem.invalid("tidy_time", "Days and hours are 0 or more");
        }
        var tidying = new Tidying(Duration.ofDays(days), Duration.ofHours(hours));
        try (var home = data.open();
                var workbench = home.workbench()) {
            for (String name : home.warehouse().names()) {
                var done = tidying.tidy(home.warehouse().table(name), workbench, Clock.systemUTC());
                System.out.printf(
                        "%s: %s; %,d 版已忘 states forgotten; %,d 檔已刪 files deleted%n",
                        name,
                        done.compacted() ? "已併為一檔 put into one file" : "不需合併 nothing to put together",
                        done.expired(),
                        done.swept());
            }
            cache(home);
        }
        return 0;
    }

    private void cache(WarehouseHome home) {
        var cache = new SnapshotCache(home.warehouse());
        var command = WorkerCommand.classPath(
                System.getProperty("java.class.path"), home.warehouse().folder(), home.scratch());
        for (String table : hot) {
            System.out.printf("%s: %s%n", table, cache.fill(table, command) ? "已建快取 cached" : "快取已是最新 cached already");
            for (String name : Cubes.NAMES) {
                Cube cube = Cubes.named(name);
                if (cube.table().equals(table) && Rollup.fill(cache, cube, command)) {
                    System.out.printf("%s: 已建彙總 summed up for the cube %s%n", table, name);
                }
            }
        }
        System.out.printf("快取 cache: %,d 檔已刪 files deleted%n", cache.sweep());
    }
}
