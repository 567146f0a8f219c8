package tw.qiao.node;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.ContentDigest;
import tw.qiao.node.message.Faults;
import tw.qiao.node.message.MessageSigner;

/**
 * Remembers the nonces of messages as long as the messages could be accepted, in 16 bytes or less each: two generations
 * of hashes, of which the older one is dropped whole.
 */
final class NonceWindow {
    private static final long GENERATION =
            MessageSigner.LIFETIME.plus(Duration.ofSeconds(10)).toSeconds();
    private static final int MOST = 1_000_000;

    private final Clock clock;
    private final int most;
    private LongSet current = new LongSet();
    private LongSet before = new LongSet();
    private long began;

    NonceWindow(Clock clock) {
        this(clock, MOST);
    }

    /** @param most how many messages are accepted in a generation */
    NonceWindow(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
        this.began = clock.instant().getEpochSecond();
    }

    /** Notes a nonce. Refuses one that came before. */
    void use(String keyId, String nonce) {
        long hash = ByteBuffer.wrap(ContentDigest.sha256((keyId + "/" + nonce).getBytes(StandardCharsets.UTF_8)))
                .getLong();
        synchronized (this) {
            renew(clock.instant().getEpochSecond());
            if (before.contains(hash) || current.contains(hash)) {
                throw Faults.conflict("server.serverproxy.replayed", "This very message came before");
            }
            if (current.size() >= most) {
                throw Problem.of("server.serverproxy.overloaded", 503, true, "Too many messages came in a minute");
            }
            current.add(hash);
        }
    }

    /** A clock that was set back keeps what is known; one that jumped ahead forgets only what has expired. */
    private void renew(long now) {
        if (now - began < GENERATION) {
            return;
        }
        before = now - began < 2 * GENERATION ? current : new LongSet();
        current = new LongSet();
        began = now;
    }
}
