package tw.qiao.launcher;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tw.qiao.analytics.feeds.EndedImports;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.feeds.FeedImport;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.analytics.feeds.Fetch;
import tw.qiao.analytics.feeds.ImportReport;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;

/** Imports files of a feed. Exit code 0: all rows are in, 2: some were set aside or held, 1: it failed. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Imports files of a feed; the same file once more changes nothing. 匯入檔案",
            "Exit code 0: all rows are in the table, 2: some were set aside or held, 1: it failed.",
            "結束代碼 0：全部列已入表；2：有列被隔離或有檔案暫停；1：失敗。"
        })
final class WarehouseImport implements Callable<Integer> {
    private static final int SET_ASIDE = 2;
    private static final int UNPROCESSABLE = 422;

    @Mixin
    private DataChoice data = new DataChoice();

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
                "QIAO_SOURCE_USER, QIAO_SOURCE_PASSWORD and QIAO_SOURCE_AUTHORIZATION;",
                "or the word exchange for what the feed names at 'fetch: exchange', asked by the node",
                "at QIAO_EXCHANGE_NODE in the name of QIAO_EXCHANGE_CLIENT"
            })
    private List<String> arguments = List.of();

    private final Clock clock = Clock.systemUTC();
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
        Feed declared = ownFeed == null ? Feeds.named(arguments.getFirst()) : Feeds.in(CallerFolder.resolve(ownFeed));
        List<String> sources = ownFeed == null ? arguments.subList(1, arguments.size()) : arguments;
        if (sources.isEmpty()) {
            throw Problem.invalid("file_missing", "Name the files to import after the feed 請在 feed 之後指定要匯入的檔案");
        }
        long started = System.nanoTime();
        try (var files = new ImportFiles(progress::say)) {
            sources.stream().filter(source -> !isElsewhere(source)).forEach(files::add); // before a folder is made
            progress.begin("warehouse");
            return run(declared, sources, files, started);
        }
    }

    private int run(Feed declared, List<String> sources, ImportFiles files, long started) {
        try (var home = data.openOrMake(progress::say);
                var workbench = home.workbench()) {
            sources.stream()
                    .filter(WarehouseImport::isElsewhere)
                    .forEach(source -> files.fetch(declared, source, batch, home.scratch(), Ids.secure(clock)));
            progress.done("The warehouse is open 倉儲已開啟");
            var importing = new FeedImport(home.warehouse(), workbench, home.scratch(), home.quarantine(), clock);
            if (acceptsDrift) {
                importing.acceptingDrift();
            }
            files.crossings().forEach(importing::crossed);
            boolean whole = true;
            for (var share : shares(declared, files.all()).entrySet()) {
                boolean other = !share.getKey().equals(declared.name());
                ImportReport report =
                        take(home, importing, other ? Feeds.named(share.getKey()) : declared, share.getValue());
                if (ownFeed != null) {
                    home.tables().keep(CallerFolder.resolve(ownFeed), declared.table());
                }
                new PrintedReport(report, acceptsDrift).print(System.out, System.nanoTime() - started);
                whole &= PrintedReport.isWhole(report);
            }
            return whole ? 0 : SET_ASIDE;
        }
    }

    /** The files of each feed, by its name; most folders have those of one. */
    private static Map<String, List<Path>> shares(Feed declared, List<Path> files) {
        var shares = new LinkedHashMap<String, List<Path>>();
        for (Path file : files) {
            shares.computeIfAbsent(Feeds.forFile(declared, file).name(), _ -> new ArrayList<>())
                    .add(file);
        }
        return shares;
    }

    private ImportReport take(WarehouseHome home, FeedImport importing, Feed feed, List<Path> files) {
        progress.begin(feed.name());
        var ended = EndedImports.beside(home.warehouse().folder());
        String called =
                Feeds.NAMES.contains(feed.name()) ? feed.name() : feed.table().name();
        UUID id = Ids.secure(clock).uuid();
        try {
            var report = importing.run(
                    feed, files, (file, done, total) -> progress.show(feed.name(), bar(done, total) + " " + file));
            ended.keep(EndedImports.Ended.of(id, called, report, clock.instant()));
            progress.done(feed.name());
            return report;
        } catch (Problem problem) {
            ended.keep(new EndedImports.Ended(id, called, problem.code(), false, clock.instant()));
            throw problem;
        }
    }

    private static boolean isElsewhere(String source) {
        return Fetch.isRemote(source) || source.equals(Fetch.EXCHANGE);
    }

    private static String bar(int done, int total) {
        int full = 20 * done / Math.max(1, total);
        return "█".repeat(full) + "░".repeat(20 - full) + " " + done + "/" + total;
    }
}
