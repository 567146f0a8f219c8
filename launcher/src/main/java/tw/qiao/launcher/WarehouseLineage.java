package tw.qiao.launcher;

import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.lineage.Origin;
import tw.qiao.analytics.provenance.ImportRun;
import tw.qiao.analytics.provenance.TableLineage;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** Says where a table or a column comes from and who uses it. */
@Command(
        name = "lineage",
        mixinStandardHelpOptions = true,
        description = {
            "Says where a table or one of its columns comes from, and who uses it. 資料血緣",
            "Exit code 0: it is known, 2: there is no such table or column."
        })
final class WarehouseLineage implements Callable<Integer> {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Taipei"));

    @Mixin
    private DataChoice data = new DataChoice();

    @Option(names = "--openlineage", description = "prints events of OpenLineage, one to a line")
    private boolean events;

    @Parameters(paramLabel = "TABLE[.COLUMN]", description = "the table, or a column of it")
    private String what = "";

    @Override
    public Integer call() {
        int point = what.indexOf('.');
        String table = point < 0 ? what : what.substring(0, point);
        Optional<String> column = point < 0 ? Optional.empty() : Optional.of(what.substring(point + 1));
        try (var home = data.open();
                var workbench = home.workbench()) {
            Feed feed = home.tables()
                    .feed(table)
                    .orElseThrow(
                            () -> Problem.invalid("lineage_table", "No feed fills a table " + table + " 沒有資料來源填入此資料表"));
            var lineage = TableLineage.of(home.warehouse(), feed, workbench::parse);
            if (column.isPresent() && !lineage.columns().columns().containsKey(column.get())) {
                throw Problem.invalid(
                        "lineage_column",
                        "The table " + table + " has no column " + column.get() + "; there are: "
                                + String.join(", ", lineage.columns().columns().keySet()));
            }
            if (events) {
                lineage.events(Clock.systemUTC().instant())
                        .forEach(event -> System.out.println(CanonicalJson.MAPPER.writeValueAsString(event)));
            } else {
                print(lineage, column);
            }
            return 0;
        }
    }

    private static void print(TableLineage lineage, Optional<String> column) {
        Feed feed = lineage.feed();
        System.out.printf(
                "%s  %s %s%n來源 comes from%n  %s%n  feed %s v%d %s%n",
                feed.table().name(),
                feed.table().chinese(),
                feed.table().english(),
                feed.table().source(),
                feed.name(),
                feed.version(),
                feed.digest());
        lineage.runs().forEach(WarehouseLineage::print);
        System.out.println("欄位 columns");
        for (Map.Entry<String, Set<Origin>> entry : lineage.columns().columns().entrySet()) {
            if (column.isEmpty() || column.get().equals(entry.getKey())) {
                System.out.println("  " + entry.getKey() + " ← " + origins(lineage, entry.getValue()));
            }
        }
        System.out.println("使用 used by");
        for (TableLineage.CubeUse use : lineage.cubes()) {
            var names = use.of(column);
            if (!names.isEmpty()) {
                System.out.println("  cube " + use.cube().name() + ": " + String.join(", ", names));
            }
        }
    }

    private static void print(ImportRun run) {
        String batches = run.batches().size() > 3
                ? run.batches().getFirst() + " … " + run.batches().getLast()
                : String.join(", ", run.batches());
        System.out.printf(
                "  匯入 import %s  %,d 檔 files, %,d 列 rows, 批次 batches %s, 配方 recipe v%d %s%n",
                MOMENT.format(run.moment()),
                run.files(),
                run.rows(),
                batches,
                run.recipe().version(),
                run.recipe().digest());
        run.crossings()
                .forEach(crossing ->
                        System.out.println("    資料交換 exchange " + crossing.service() + " " + crossing.exchange()));
    }

    private static String origins(TableLineage lineage, Set<Origin> origins) {
        return origins.isEmpty()
                ? "（常數 a constant）"
                : origins.stream()
                        .map(origin -> origin.column() + " (" + String.join(" / ", lineage.written(origin)) + ")")
                        .collect(Collectors.joining(", "));
    }
}
