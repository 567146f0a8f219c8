package tw.qiao.bench.warehouse;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tw.qiao.analytics.trino.TrinoClient;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.Problem;

/** A coordinator of Trino that is its own worker and reads the warehouse's catalogue in its database. */
final class TrinoPeer implements Peer {
    private static final int MOST_ROWS = 100_000;
    private static final int MOST_LOOKS = 900;

    private final int port = FreePort.find();
    private final Process process;
    private final TrinoClient client;

    /** Starts what {@code home} holds, with its files in {@code folder}, and waits until it answers. */
    TrinoPeer(Path home, Path folder, String database, Path tables) throws IOException, InterruptedException {
        Path settings = settings(home, folder, database, tables);
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx4g",
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-modules=jdk.incubator.vector",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dnode.environment=bench",
                        "-Dnode.bind-ip=127.0.0.1",
                        "-Dnode.internal-address=127.0.0.1",
                        "-Dnode.data-dir=" + folder.resolve("data"),
                        "-Dconfig=" + settings,
                        "-cp",
                        home.resolve("lib") + "/*",
                        "io.trino.server.TrinoServer"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("trino.log").toFile())
                .start();
        client = new TrinoClient(address());
        await();
    }

    private Path settings(Path home, Path folder, String database, Path tables) throws IOException {
        Path catalogues = Files.createDirectories(folder.resolve("catalogues"));
        Files.writeString(catalogues.resolve("qiao.properties"), """
                connector.name=iceberg
                iceberg.catalog.type=jdbc
                iceberg.jdbc-catalog.catalog-name=qiao
                iceberg.jdbc-catalog.driver-class=org.postgresql.Driver
                iceberg.jdbc-catalog.connection-url=%s
                iceberg.jdbc-catalog.connection-user=postgres
                iceberg.jdbc-catalog.default-warehouse-dir=%s
                fs.hadoop.enabled=true
                """.formatted(database, tables.toUri()));
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Files.createSymbolicLink(
                plugins.resolve("iceberg"), home.resolve("plugin/iceberg").toAbsolutePath());
        return Files.writeString(
                folder.resolve("config.properties"), """
                coordinator=true
                node-scheduler.include-coordinator=true
                http-server.http.port=%d
                discovery.uri=%s
                catalog.config-dir=%s
                plugin.dir=%s
                sql.default-catalog=qiao
                sql.default-schema=warehouse
                """.formatted(port, address(), catalogues, plugins));
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** It listens before it knows of itself that it can work. */
    private void await() throws InterruptedException {
        for (int looks = 0; looks < MOST_LOOKS && process.isAlive(); looks++) {
            try {
                client.ask("select count(*) from qiao.warehouse.region", 1);
                return;
            } catch (Problem notYet) {
                Thread.sleep(200);
            }
        }
        close();
        throw Problem.unavailable("bench_trino", "Trino does not start");
    }

    @Override
    public String engine() {
        return "trino";
    }

    @Override
    public long process() {
        return process.pid();
    }

    @Override
    public Rows rows(String query) {
        return Rows.of(client.ask(query, MOST_ROWS).rows());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
