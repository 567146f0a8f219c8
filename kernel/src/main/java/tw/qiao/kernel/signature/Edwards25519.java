package tw.qiao.kernel.signature;

import java.math.BigInteger;
import java.util.Set;

/** Which points of edwards25519 are keys (RFC 8032, 5.1). */
final class Edwards25519 {
    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    /** The y of the eight points of small order, under which one signature fits many texts (RFC 7748, 7). */
    private static final Set<BigInteger> SMALL_ORDER = Set.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            PRIME.subtract(BigInteger.ONE),
            new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16),
            new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16));

    private Edwards25519() {}

    /** Whether the 32 bytes are in canonical form and not of small order. */
    static boolean isSound(byte[] raw) {
        byte[] y = new byte[raw.length];
        for (int i = 0; i < raw.length; i++) {
            y[i] = raw[raw.length - 1 - i];
        }
        y[0] &= 0x7f; // the sign of x
        var value = new BigInteger(1, y);
        return value.compareTo(PRIME) < 0 && !SMALL_ORDER.contains(value);
    }
}
