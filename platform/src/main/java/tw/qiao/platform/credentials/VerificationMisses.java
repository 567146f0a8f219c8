package tw.qiao.platform.credentials;

import java.net.InetAddress;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.Problem;

/**
 * Slows down whoever looks for certificates by trying: only look-ups that find nothing count, so an office that
 * verifies many real ones is never stopped. Counts by minute and by network (IPv6 by its first 64 bits), in memory
 * alone.
 */
@Component
final class VerificationMisses {
    private record Minute(long number, Map<String, AtomicInteger> misses) {}

    private final int most;
    private final Clock clock;
    private final AtomicReference<Minute> current = new AtomicReference<>(new Minute(0, Map.of()));

    VerificationMisses(CredentialsProperties properties, Clock clock) {
        this.most = properties.missesPerMinute();
        this.clock = clock;
    }

    /** @throws Problem {@code too_many_requests} when {@code address} has missed too often in this minute */
    void requireFew(String address) {
        AtomicInteger misses = minute().misses().get(network(address));
        if (misses != null && misses.get() >= most) {
            throw Problem.of("too_many_requests", 429, true, "Too many unknown certificates; try again in a minute");
        }
    }

    void add(String address) {
        minute().misses()
                .computeIfAbsent(network(address), _ -> new AtomicInteger())
                .incrementAndGet();
    }

    private Minute minute() {
        long now = clock.millis() / 60_000;
        return current.updateAndGet(
                known -> known.number() == now ? known : new Minute(now, new ConcurrentHashMap<>()));
    }

    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        return HexFormat.of().formatHex(bytes, 0, Math.min(8, bytes.length));
    }
}
