package tw.qiao.launcher;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.analytics.engine.WorkerCommand;
import tw.qiao.analytics.query.WarehouseCatalogue;
import tw.qiao.analytics.rest.RestFront;
import tw.qiao.analytics.rest.RestService;
import tw.qiao.analytics.rest.Tokens;
import tw.qiao.analytics.wire.Door;
import tw.qiao.analytics.wire.Endpoint;
import tw.qiao.analytics.wire.ScramSecret;
import tw.qiao.kernel.Ids;

/** Lets programs that speak to PostgreSQL, HTTP or Iceberg's REST catalogue ask the warehouse, until it is stopped. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Lets psql, DBeaver, R, Python, spreadsheets and Spark ask and read the tables.")
final class WarehouseServe implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String USER = "analyst";

    @Mixin
    private DataChoice data = new DataChoice();

    @Option(names = "--port", defaultValue = "5433", description = "the port on this machine (default: 5433)")
    private int port = 5433;

    @Option(
            names = "--rest-port",
            defaultValue = "5480",
            description = "the port for HTTP and for engines that read Iceberg tables (default: 5480)")
    private int restPort = 5480;

    @Override
    public Integer call() throws InterruptedException {
        try (var home = data.open()) {
            var command = WorkerCommand.classPath(
                    System.getProperty("java.class.path"), home.warehouse().folder(), home.scratch());
            String token = home.secret("analyst", Ids.secure(Clock.systemUTC()));
            try (var worker = SupervisedWorker.start(command, PATIENCE)) {
                var desk = new OpenDesk(home, worker, new WarehouseCatalogue(home.warehouse()), USER);
                var entry = Optional.of(new Door.Entry(ScramSecret.of(token), desk));
                var service = new RestService(home.warehouse(), new Tokens(Map.of(token, desk)));
                try (var endpoint = Endpoint.start(user -> user.equals(USER) ? entry : Optional.empty(), port);
                        var front = RestFront.start(service, restPort)) {
                    print(token, endpoint.port(), front.port());
                    new CountDownLatch(1).await();
                }
            }
            return 0;
        }
    }

    private static void print(String token, int port, int restPort) {
        System.out.printf("""
                可用 PostgreSQL 的工具查詢 Ask with what speaks to PostgreSQL:
                  PGPASSWORD=%s psql -h 127.0.0.1 -p %d -U %s warehouse
                  jdbc:postgresql://127.0.0.1:%d/warehouse  (user %s)
                可用 HTTP 查詢，或由 Iceberg 引擎讀取 Ask over HTTP, or read with an Iceberg engine:
                  http://127.0.0.1:%d/v1/query  http://127.0.0.1:%d  (Authorization: Bearer %s)
                連線方式見 docs/connecting.md for each program.
                按 Ctrl+C 停止 Ctrl+C stops it.
                """, token, port, USER, port, USER, restPort, restPort, token);
    }
}
