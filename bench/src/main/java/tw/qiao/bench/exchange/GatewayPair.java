package tw.qiao.bench.exchange;

import java.nio.file.Path;
import tw.qiao.kernel.FreePort;

/** Spring Cloud Gateway on both hops: plain HTTP, nothing signed, nothing logged. */
final class GatewayPair {
    private GatewayPair() {}

    static Topology start(Path home, Path folder, int system) {
        int middle = FreePort.find();
        int port = FreePort.find();
        Daemon provider = start(home, folder, "gateway-provider", middle, system);
        Daemon consumer = start(home, folder, "gateway-consumer", port, middle);
        return new Topology("gateway", port, consumer, provider, Topology::plainRequest);
    }

    private static Daemon start(Path home, Path folder, String name, int port, int target) {
        return Daemon.start(
                folder.resolve(name + ".log"),
                port,
                Daemon.java(
                        home.resolve("bench/gateway/target/bench-gateway.jar"),
                        "256m",
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--logging.level.root=warn",
                        "--target=http://127.0.0.1:" + target));
    }
}
