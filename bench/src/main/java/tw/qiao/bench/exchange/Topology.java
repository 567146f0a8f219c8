package tw.qiao.bench.exchange;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Two hops before the system of a provider, running.
 *
 * @param name its name in the figures
 * @param port the loopback port of the first hop
 * @param consumer the first hop
 * @param provider the second hop
 * @param request the octets of a GET for an answer of the given size
 */
record Topology(String name, int port, Daemon consumer, Daemon provider, Function<Size, byte[]> request)
        implements AutoCloseable {
    /** A request without anything that only an exchange needs. */
    static byte[] plainRequest(Size size) {
        return ("GET " + size.path() + " HTTP/1.1\r\nHost: qiao\r\nAccept: application/json\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The octets of a GET for each size. */
    Map<Size, byte[]> requests() {
        return Stream.of(Size.values()).collect(Collectors.toMap(Function.identity(), request));
    }

    /** Processor time of both hops until now; the provider's system is not among them. */
    Duration processorTime() {
        return consumer.processorTime().plus(provider.processorTime());
    }

    @Override
    public void close() {
        consumer.close();
        provider.close();
    }
}
