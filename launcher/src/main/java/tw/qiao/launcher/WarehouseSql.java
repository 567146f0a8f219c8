package tw.qiao.launcher;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.analytics.engine.WorkerCommand;
import tw.qiao.kernel.Problem;

/**
 * Answers a SELECT in a worker process that may read the tables' files and nothing else. Exit code 3: the answer is too
 * long, and these are its first rows.
 */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = {
            "Answers one SELECT over the tables, which `tables` lists with their columns. 查詢資料表，欄位見 tables",
            "Exit code 0: this is the whole answer, 2: the statement is wrong or refused, 3: the answer is too long and"
                    + " these are its first rows, 1: it failed.",
            "結束代碼 0：完整答案；2：語法錯誤或不允許；3：答案過長，只有前面的列；1：失敗。"
        })
final class WarehouseSql implements Callable<Integer> {
    private static final int CUT = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Mixin
    private DataChoice data = new DataChoice();

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
        try (var home = data.open()) {
            if (sql.isBlank()) {
                home.warehouse().names().forEach(System.out::println);
                return 0;
            }
            var tables = WarehouseRelease.catalogue(home.warehouse(), release);
            var command = WorkerCommand.classPath(
                    System.getProperty("java.class.path"), home.warehouse().folder(), home.scratch());
            try (var worker = SupervisedWorker.start(command, PATIENCE)) {
                Result result = new OpenDesk(home, worker, tables, USER).longAnswer(sql);
                System.out.print(form.write(result));
                if (result.truncated()) {
                    System.err.printf(
                            "僅前 %,d 列，答案還有更多；請縮小範圍、彙總，或以 export 匯出整張表。%n"
                                    + "These are the first %1$,d rows, there are more: ask for fewer, for sums, or export the"
                                    + " whole table.%n",
                            result.rows().size());
                    return CUT;
                }
            }
            return 0;
        } catch (Problem problem) {
            throw StatementAdvice.about(problem);
        }
    }
}
