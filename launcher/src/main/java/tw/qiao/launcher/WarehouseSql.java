package tw.qiao.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.analytics.engine.WorkerCommand;

/** Answers a SELECT in a worker process that may read the tables' files and nothing else. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "Answers one SELECT over the tables; without one it lists them.")
final class WarehouseSql implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(names = "--data", defaultValue = "var", description = "the folder that holds all state (default: ./var)")
    private Path data = Path.of("var");

    @Option(names = "--as", defaultValue = "table", description = "${COMPLETION-CANDIDATES} (default: table)")
    private AnswerForm form = AnswerForm.table;

    @Option(names = "--release", defaultValue = "", description = "the release to ask (default: what is there now)")
    private String release = "";

    @Parameters(arity = "0..1", paramLabel = "SELECT", description = "the statement")
    private String sql = "";

    /** Whoever may start this is one reader. */
    private static final String USER = "command-line";

    @Override
    public Integer call() {
        try (var home = WarehouseHome.open(data)) {
            if (sql.isBlank()) {
                home.warehouse().names().forEach(System.out::println);
                return 0;
            }
            var command = WorkerCommand.classPath(
                    System.getProperty("java.class.path"), home.warehouse().folder(), home.scratch());
            try (var worker = SupervisedWorker.start(command, PATIENCE)) {
                Result result = new OpenDesk(home, worker, WarehouseRelease.catalogue(home.warehouse(), release), USER)
                        .answer(sql, List.of());
                System.out.print(form.write(result));
                if (result.truncated()) {
                    System.err.println("These are the first " + result.rows().size() + " rows; there are more.");
                }
            }
            return 0;
        }
    }
}
