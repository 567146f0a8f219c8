package tw.qiao.analytics.trino;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tw.qiao.kernel.FreePort;
import tw.qiao.kernel.Problem;

/** A coordinator of Trino on loopback that is its own worker and knows our REST catalogue as {@code qiao}. */
final class TrinoServer implements AutoCloseable {
    private static final int MOST_LOOKS = 900;

    private final int port = FreePort.find();
    private final Process process;

    /** Starts what {@code home} holds and waits until it answers. */
    TrinoServer(Path home, Path folder, int restPort, String token) throws IOException, InterruptedException {
        Path catalogues = Files.createDirectories(folder.resolve("catalogues"));
        Files.writeString(catalogues.resolve("qiao.properties"), """
                connector.name=iceberg
                iceberg.catalog.type=rest
                iceberg.rest-catalog.uri=http://127.0.0.1:%d
                iceberg.rest-catalog.security=OAUTH2
                iceberg.rest-catalog.oauth2.token=%s
                iceberg.rest-catalog.view-endpoints-enabled=false
                fs.hadoop.enabled=true
                """.formatted(restPort, token));
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Files.createSymbolicLink(
                plugins.resolve("iceberg"), home.resolve("plugin/iceberg").toAbsolutePath());
        Path settings =
                Files.writeString(folder.resolve("config.properties"), """
                coordinator=true
                node-scheduler.include-coordinator=true
                http-server.http.port=%d
                discovery.uri=http://127.0.0.1:%d
                catalog.config-dir=%s
                plugin.dir=%s
                """.formatted(port, port, catalogues, plugins));
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-modules=jdk.incubator.vector",
                        "-Dnode.environment=test",
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
        await();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** It listens before it knows of itself that it can work. */
    private void await() throws InterruptedException {
        for (int looks = 0; looks < MOST_LOOKS && process.isAlive(); looks++) {
            try {
                new TrinoClient(address()).ask("select count(*) from qiao.warehouse.births", 1);
                return;
            } catch (Problem notYet) {
                Thread.sleep(200);
            }
        }
        close();
        throw new AssertionError("Trino does not start");
    }

    @Override
    public void close() {
        process.destroy();
    }
}
