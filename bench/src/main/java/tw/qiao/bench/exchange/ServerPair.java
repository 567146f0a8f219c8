package tw.qiao.bench.exchange;

import java.nio.file.Path;
import tw.qiao.kernel.FreePort;

/** One web server on both hops, with mutual TLS 1.3 between them, that only forwards. */
final class ServerPair {
    private ServerPair() {}

    /** @param server its name among those of {@code bench/servers} */
    static Topology start(String server, Path home, Path folder, int system) {
        int middle = FreePort.find();
        int port = FreePort.find();
        Daemon provider = start(server, "PROVIDER", home, folder, middle, system);
        Daemon consumer = start(server, "CONSUMER", home, folder, port, middle);
        return new Topology(server, port, consumer, provider, Topology::plainRequest);
    }

    private static Daemon start(String server, String role, Path home, Path folder, int port, int target) {
        return Daemon.start(
                folder.resolve(server + "-" + role + ".log"),
                port,
                Daemon.java(
                        home.resolve("bench/servers/target/bench-servers.jar"),
                        "256m",
                        server,
                        role,
                        Integer.toString(port),
                        Integer.toString(target),
                        folder.resolve("keys").toString()));
    }
}
