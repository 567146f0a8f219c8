package tw.qiao.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import tw.qiao.node.message.ExchangeSignature;

/** The deadline of a request is the end of the second at which its signature expires: nobody can move it on the way. */
final class Deadline {
    private Deadline() {}

    /**
     * How long the consumer of a signed request still waits; negative once it does not. Time for large bodies is not
     * counted.
     */
    static Duration remaining(ExchangeSignature request, Duration bodyTook, Clock clock) {
        return Duration.between(clock.instant(), Instant.ofEpochSecond(request.whole("expires") + 1))
                .plus(bodyTook);
    }
}
