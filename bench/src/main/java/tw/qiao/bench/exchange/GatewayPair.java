package tw.qiao.bench.exchange;

import java.nio.file.Path;
import java.time.Duration;
import tw.qiao.kernel.FreePort;

/** Spring Cloud Gateway on both hops: plain HTTP, nothing signed, nothing logged. */
final class GatewayPair implements Topology {
    private final int port = FreePort.find();
    private final Daemon provider;
    private final Daemon consumer;

    GatewayPair(Path home, Path folder, int system) {
        int middle = FreePort.find();
        provider = start(home, folder, "gateway-provider", middle, system);
        consumer = start(home, folder, "gateway-consumer", port, middle);
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

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public byte[] request(Size size) {
        return Topology.plainRequest(size);
    }

    @Override
    public Duration processorTime() {
        return consumer.processorTime().plus(provider.processorTime());
    }

    @Override
    public void close() {
        consumer.close();
        provider.close();
    }
}
