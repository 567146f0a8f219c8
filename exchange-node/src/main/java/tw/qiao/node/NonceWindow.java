package tw.qiao.node;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.Faults;

/** Remembers the nonces of messages as long as the messages could be accepted. */
final class NonceWindow {
    private static final Duration WINDOW = Duration.ofMinutes(2);
    private static final int MOST = 100_000;

    private final Clock clock;
    private final ConcurrentMap<String, Long> seen = new ConcurrentHashMap<>();

    NonceWindow(Clock clock) {
        this.clock = clock;
    }

    /** Notes a nonce. Refuses one that came before. */
    void use(String keyId, String nonce) {
        long now = clock.instant().getEpochSecond();
        if (seen.size() >= MOST) {
            seen.values().removeIf(forgotten -> forgotten < now);
        }
        if (seen.size() >= MOST) {
            throw Problem.of("server.serverproxy.overloaded", 503, true, "Too many messages came in two minutes");
        }
        if (seen.putIfAbsent(keyId + "/" + nonce, now + WINDOW.toSeconds()) != null) {
            throw Faults.conflict("server.serverproxy.replayed", "This very message came before");
        }
    }
}
