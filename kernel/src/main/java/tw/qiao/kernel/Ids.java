package tw.qiao.kernel;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes identifiers. Clock and randomness are given, so that tests are exact. */
public final class Ids {
    private final Clock clock;
    private final RandomGenerator random;

    public Ids(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Unpredictable identifiers on the given clock. */
    public static Ids secure(Clock clock) {
        return new Ids(clock, new SecureRandom());
    }

    /** A UUID version 7 (RFC 9562, 5.7): sorted by time in milliseconds, 74 random bits. */
    public UUID uuid() {
        long time = clock.millis() & 0xFFFF_FFFF_FFFFL;
        long high = (time << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** Random bytes as unpadded base64url; 16 bytes (128 bits) or more are beyond guessing. */
    public String token(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }
}
