package tw.qiao.node.message;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import tw.qiao.kernel.Sha256;
import tw.qiao.node.message.StructuredFields.BareItem;
import tw.qiao.node.message.StructuredFields.Item;

/** The {@code Content-Digest} of a body (RFC 9530). */
public final class ContentDigest {
    private static final Map<String, String> ALGORITHMS = Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");

    private ContentDigest() {}

    /** The field value for {@code body}. */
    public static String of(byte[] body) {
        return of(Body.of(body));
    }

    /** The field value for {@code body}. */
    public static String of(Body body) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(body.sha256()) + ":";
    }

    /**
     * Whether every digest of a known algorithm in the field value is the one of {@code body}, and there is at least
     * one. A malformed field value is a problem.
     */
    public static boolean matches(String fieldValue, Body body) {
        boolean known = false;
        for (var member : StructuredFields.dictionary(fieldValue).entrySet()) {
            String algorithm = ALGORITHMS.get(member.getKey());
            if (algorithm == null) {
                continue;
            }
            known = true;
            if (!(member.getValue() instanceof Item(BareItem.Bytes digest, Map<String, BareItem> parameters))
                    || !parameters.isEmpty()
                    || !MessageDigest.isEqual(digest.value(), digest(algorithm, body))) {
                return false;
            }
        }
        return known;
    }

    /** SHA-256. */
    public static byte[] sha256(byte[]... parts) {
        return Sha256.of(parts);
    }

    private static byte[] digest(String algorithm, Body body) {
        try {
            return algorithm.equals("SHA-256") ? body.sha256() : body.digest(MessageDigest.getInstance(algorithm));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }
}
