package tw.qiao.bench.exchange;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Two hops before the system of a provider, running. */
interface Topology extends AutoCloseable {
    /** Its name in the figures. */
    String name();

    /** The loopback port of the first hop. */
    int port();

    /** The octets of a GET for an answer of the given size. */
    byte[] request(Size size);

    /** Processor time of its hops until now; the provider's system is not among them. */
    Duration processorTime();

    /** A request without anything that only an exchange needs. */
    static byte[] plainRequest(Size size) {
        return ("GET " + size.path() + " HTTP/1.1\r\nHost: qiao\r\nAccept: application/json\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    void close();
}
