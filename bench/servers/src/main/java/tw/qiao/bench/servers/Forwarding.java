package tw.qiao.bench.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import tw.qiao.node.http.HttpCalls;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;

/** Asks with the client of the exchange node, which blocks its (virtual) thread. */
final class Forwarding {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int LARGEST = 16 * 1024 * 1024;

    private final HttpCalls calls;
    private final String origin;

    Forwarding(Hop hop) {
        this.origin = hop.origin();
        this.calls = new HttpCalls(
                hop.asksEncrypted() ? Optional.of(hop.tls()) : Optional.empty(), CONNECT, ANSWER, LARGEST);
    }

    /** Takes one field of an answer. */
    interface Taker {
        void take(String name, String value);
    }

    /** The answer to a GET of {@code target}. */
    HttpCalls.Answer answer(String target, Fields fields) {
        try {
            return calls.send("GET", origin, target, fields, Body.EMPTY);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Hands on all fields of {@code answer} that are not its connection's. */
    static void fields(HttpCalls.Answer answer, Taker taker) {
        for (String name : answer.fields().names()) {
            if (Hop.passes(name)) {
                answer.fields().all(name).forEach(value -> taker.take(name, value));
            }
        }
    }
}
