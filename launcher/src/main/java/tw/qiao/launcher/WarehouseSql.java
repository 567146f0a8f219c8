package tw.qiao.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tw.qiao.analytics.engine.Answer;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.analytics.engine.WorkerCommand;
import tw.qiao.analytics.tables.Warehouse;

/** Answers a SELECT in a worker process that may read the tables' files and nothing else. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "Answers one SELECT over the tables; without one it lists them.")
final class WarehouseSql implements Callable<Integer> {
    private static final int MOST_ROWS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(names = "--data", defaultValue = "var", description = "the folder that holds all state (default: ./var)")
    private Path data = Path.of("var");

    @Option(names = "--as", defaultValue = "table", description = "${COMPLETION-CANDIDATES} (default: table)")
    private AnswerForm form = AnswerForm.table;

    @Parameters(arity = "0..1", paramLabel = "SELECT", description = "the statement")
    private String sql = "";

    @Override
    public Integer call() {
        try (var home = WarehouseHome.open(data)) {
            Map<String, String> views = views(home.warehouse());
            if (sql.isBlank()) {
                views.keySet().forEach(System.out::println);
                return 0;
            }
            var command = WorkerCommand.classPath(
                    System.getProperty("java.class.path"), home.warehouse().folder(), home.scratch());
            try (var worker = SupervisedWorker.start(command, PATIENCE)) {
                Answer answer = worker.select(sql, views, MOST_ROWS);
                System.out.print(form.write(answer));
            }
            return 0;
        }
    }

    private static Map<String, String> views(Warehouse warehouse) {
        var views = new LinkedHashMap<String, String>();
        warehouse
                .names()
                .forEach(name -> views.put(
                        name, warehouse.table(name).plan(OptionalLong.empty()).source()));
        return views;
    }
}
