package tw.qiao.kernel.timestamp;

import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What an authority says in a time stamp (RFC 3161, TSTInfo).
 *
 * @param policy the policy under which it was made, an object identifier
 * @param algorithm the digest's object identifier
 * @param imprint the digest of what was stamped, in hexadecimal
 * @param serial its number
 * @param time when it was made
 * @param nonce the number of the request
 */
public record TimeStampInfo(
        String policy, String algorithm, String imprint, BigInteger serial, Instant time, Optional<BigInteger> nonce) {
    private static final int ACCURACY = DerValue.SEQUENCE;
    private static final int AUTHORITY = DerValue.EXPLICIT;

    static TimeStampInfo read(byte[] der) {
        var parts = DerValue.read(der).sequence();
        if (!parts.next().integer().equals(BigInteger.ONE)) {
            throw DerValue.malformed();
        }
        String policy = parts.next().oid();
        var imprint = parts.next().sequence();
        String algorithm = imprint.next().sequence().next().oid();
        byte[] digest = imprint.next().octets();
        imprint.end();
        BigInteger serial = parts.next().integer();
        Instant time = parts.next().time();
        skip(parts, ACCURACY);
        skip(parts, DerValue.BOOLEAN);
        var nonce = parts.has(DerValue.INTEGER) ? Optional.of(parts.next().integer()) : Optional.<BigInteger>empty();
        skip(parts, AUTHORITY);
        parts.end();
        return new TimeStampInfo(policy, algorithm, HexFormat.of().formatHex(digest), serial, time, nonce);
    }

    /** Extensions are refused: a critical one may change what the stamp means. */
    private static void skip(DerValue.Parts parts, int tag) {
        if (parts.has(tag)) {
            parts.next();
        }
    }

    /** Whether the stamp is over {@code data}. */
    public boolean isOver(byte[] data) {
        return imprint.equals(HexFormat.of().formatHex(Digests.digest(algorithm, data)));
    }
}
