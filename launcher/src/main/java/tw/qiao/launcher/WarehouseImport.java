package tw.qiao.launcher;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.feeds.FeedImport;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.analytics.feeds.Fetch;
import tw.qiao.analytics.feeds.ImportReport;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;

/** Imports files of a feed. Exit code 0: all rows are in, 2: some were set aside, 1: it failed. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Imports files of a feed; the same file once more changes nothing.",
            "Exit code 0: all rows are in the table, 2: some were set aside, 1: it failed."
        })
final class WarehouseImport implements Callable<Integer> {
    private static final int SET_ASIDE = 2;
    private static final int MOST_DIFFERENCES = 20;
    private static final int UNPROCESSABLE = 422;

    @Option(names = "--data", defaultValue = "var", description = "the folder that holds all state (default: ./var)")
    private Path data = Path.of("var");

    @Option(names = "--accept-drift", description = "takes files in however much they differ from those before")
    private boolean acceptsDrift;

    @Option(names = "--feed", paramLabel = "FILE", description = "your own feed, a YAML file, instead of FEED")
    private @Nullable Path ownFeed;

    @Option(names = "--batch", paramLabel = "NAME", description = "the batch of rows that come in no file")
    private String batch = "";

    @Parameters(
            arity = "1..*",
            paramLabel = "FEED FILE",
            description = {
                "which feed (a wrong name lists them all), then files, folders full of them,",
                "http(s) addresses, or a database as jdbc:postgresql://…; who asks is taken from",
                "QIAO_SOURCE_USER, QIAO_SOURCE_PASSWORD and QIAO_SOURCE_AUTHORIZATION"
            })
    private List<String> arguments = List.of();

    private final Progress progress = new Progress(System.err, Boolean.getBoolean("qiao.terminal"));

    @Override
    public Integer call() {
        try {
            return run();
        } catch (Problem problem) {
            // a file that cannot be imported is a failure; the code for wrong usage is that of rows set aside
            throw Problem.of(problem.code(), UNPROCESSABLE, problem.retryable(), String.valueOf(problem.getMessage()));
        }
    }

    private int run() {
        Feed declared = ownFeed == null ? Feeds.named(arguments.getFirst()) : Feeds.in(WarehouseHome.file(ownFeed));
        List<String> sources = ownFeed == null ? arguments.subList(1, arguments.size()) : arguments;
        if (sources.isEmpty()) {
            throw Problem.invalid("file_missing", "Name the files to import after the feed 請在 feed 之後指定要匯入的檔案");
        }
        String feed = declared.name();
        long started = System.nanoTime();
        progress.begin("warehouse");
        try (var home = WarehouseHome.open(data);
                var workbench = home.workbench();
                var files = new ImportFiles()) {
            collect(declared, sources, files, home.scratch());
            progress.done("The warehouse is open 倉儲已開啟");
            progress.begin(feed);
            var importing =
                    new FeedImport(home.warehouse(), workbench, home.scratch(), home.quarantine(), Clock.systemUTC());
            var report = (acceptsDrift ? importing.acceptingDrift() : importing)
                    .run(
                            declared,
                            files.all(),
                            (file, done, total) -> progress.show(feed, bar(done, total) + " " + file));
            progress.done(feed);
            if (ownFeed != null) {
                home.tables().keep(WarehouseHome.file(ownFeed), declared.table());
            }
            print(report, System.nanoTime() - started);
            return report.quarantined().isEmpty() && report.held().isEmpty() ? 0 : SET_ASIDE;
        }
    }

    private void collect(Feed declared, List<String> sources, ImportFiles into, Path scratch) {
        for (String source : sources) {
            if (Fetch.isRemote(source)) {
                into.fetch(declared, source, batch, scratch, Ids.secure(Clock.systemUTC()));
            } else {
                into.add(source);
            }
        }
    }

    private static String bar(int done, int total) {
        int full = 20 * done / Math.max(1, total);
        return "█".repeat(full) + "░".repeat(20 - full) + " " + done + "/" + total;
    }

    private static void print(ImportReport report, long nanoseconds) {
        System.out.printf("%s%n", report.table());
        System.out.printf(
                "  %,10d  匯入檔案 files imported (%.1f MB, %.1f s)%n",
                report.imported().size(), report.bytes() / 1e6, nanoseconds / 1e9);
        if (!report.unchanged().isEmpty()) {
            System.out.printf(
                    "  %,10d  未變檔案 files unchanged since their last import, nothing to do%n",
                    report.unchanged().size());
        }
        drift(report);
        if (report.imported().isEmpty()) {
            return;
        }
        System.out.printf("  %,10d  讀入列 rows read%n", report.read());
        System.out.printf(
                "  %,10d  接受列 rows accepted, as %,d rows of the table%n", report.accepted(), report.written());
        print("修正與註記 corrected or noticed:", report.corrections(), correction -> correction.label());
        print("隔離 set aside:", report.quarantined(), reason -> reason.label());
        report.quarantine()
                .ifPresent(file -> System.out.println("  隔離檔 Each is explained in " + file
                        + "\n  請更正原始檔後重新匯入 Correct the files and import them again; the rest is in the table."));
    }

    private static void drift(ImportReport report) {
        if (!report.drift().isEmpty()) {
            System.out.println("  與前批不同 different from the batch before:");
            report.drift().stream()
                    .limit(MOST_DIFFERENCES)
                    .forEach(finding -> System.out.printf(
                            "    %s  %s — %s%n",
                            finding.batch(),
                            finding.difference(),
                            finding.verdict().label()));
            if (report.drift().size() > MOST_DIFFERENCES) {
                System.out.printf(
                        "    … %,d 項 differences in all%n", report.drift().size());
            }
        }
        if (!report.held().isEmpty()) {
            System.out.printf(
                    "  %,10d  暫停檔案 files held; their rows are not in the table: %s%n",
                    report.held().size(), String.join(", ", report.held()));
            System.out.println(
                    "  確認無誤後加上 --accept-drift 重新匯入 If they are right, import them again with" + " --accept-drift");
        }
    }

    private static <K> void print(String title, Map<K, Long> counts, Function<K, String> label) {
        if (!counts.isEmpty()) {
            System.out.println("  " + title);
            counts.forEach((kind, count) -> System.out.printf("  %,10d  %s%n", count, label.apply(kind)));
        }
    }
}
