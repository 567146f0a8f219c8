package tw.qiao.node;

import java.time.Instant;
import tw.qiao.node.message.ExchangeSignature;

/** The deadline of a request is the moment at which its signature expires, so nobody can move it on the way. */
final class Deadline {
    private Deadline() {}

    /** When the consumer of a signed request no longer waits. */
    static Instant of(ExchangeSignature request) {
        return Instant.ofEpochSecond(request.whole("expires"));
    }
}
