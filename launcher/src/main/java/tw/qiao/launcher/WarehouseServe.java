package tw.qiao.launcher;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.analytics.engine.WorkerCommand;
import tw.qiao.analytics.wire.Door;
import tw.qiao.analytics.wire.Endpoint;
import tw.qiao.analytics.wire.ScramSecret;
import tw.qiao.kernel.Ids;

/** Lets programs that speak to PostgreSQL ask the warehouse, until it is stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Lets psql, DBeaver, R, Python and spreadsheets ask the tables as they ask a PostgreSQL.")
final class WarehouseServe implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String USER = "analyst";

    @Option(names = "--data", defaultValue = "var", description = "the folder that holds all state (default: ./var)")
    private Path data = Path.of("var");

    @Option(names = "--port", defaultValue = "5433", description = "the port on this machine (default: 5433)")
    private int port = 5433;

    @Override
    public Integer call() throws InterruptedException {
        try (var home = WarehouseHome.open(data)) {
            var command = WorkerCommand.classPath(
                    System.getProperty("java.class.path"), home.warehouse().folder(), home.scratch());
            String token = home.secret("analyst", Ids.secure(Clock.systemUTC()));
            try (var worker = SupervisedWorker.start(command, PATIENCE)) {
                var entry = Optional.of(new Door.Entry(ScramSecret.of(token), new OpenDesk(home.warehouse(), worker)));
                try (var endpoint = Endpoint.start(user -> user.equals(USER) ? entry : Optional.empty(), port)) {
                    System.out.printf("""
                            可用 PostgreSQL 的工具查詢 Ask with what speaks to PostgreSQL:
                              PGPASSWORD=%s psql -h 127.0.0.1 -p %d -U %s warehouse
                              jdbc:postgresql://127.0.0.1:%d/warehouse  (user %s)
                            按 Ctrl+C 停止 Ctrl+C stops it.
                            """, token, endpoint.port(), USER, endpoint.port(), USER);
                    new CountDownLatch(1).await();
                }
            }
            return 0;
        }
    }
}
