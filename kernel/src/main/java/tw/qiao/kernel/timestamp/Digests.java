package tw.qiao.kernel.timestamp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import tw.qiao.kernel.Problem;

/** The algorithms of time stamps by their object identifiers. */
final class Digests {
    static final String SHA_256 = "2.16.840.1.101.3.4.2.1";
    private static final Map<String, String> NAMES =
            Map.of(SHA_256, "SHA-256", "2.16.840.1.101.3.4.2.2", "SHA-384", "2.16.840.1.101.3.4.2.3", "SHA-512");
    private static final Map<String, String> SIGNATURES = Map.of(
            "1.2.840.10045.4.3.2", "SHA256withECDSA",
            "1.2.840.10045.4.3.3", "SHA384withECDSA",
            "1.2.840.10045.4.3.4", "SHA512withECDSA",
            "1.2.840.113549.1.1.11", "SHA256withRSA",
            "1.2.840.113549.1.1.12", "SHA384withRSA",
            "1.2.840.113549.1.1.13", "SHA512withRSA",
            "1.3.101.112", "Ed25519");
    private static final String RSA = "1.2.840.113549.1.1.1";

    private Digests() {}

    static byte[] digest(String oid, byte[] data) {
        return digestNamed(name(oid), data);
    }

    static byte[] digestNamed(String name, byte[] data) {
        try {
            return MessageDigest.getInstance(name).digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + name, e);
        }
    }

    private static String name(String oid) {
        String name = NAMES.get(oid);
        if (name == null) {
            throw unknown(oid);
        }
        return name;
    }

    /** The JDK's name of a signature; of plain RSA the digest says the rest. */
    static String signature(String oid, String digest) {
        String name = oid.equals(RSA) ? name(digest).replace("-", "") + "withRSA" : SIGNATURES.get(oid);
        if (name == null) {
            throw unknown(oid);
        }
        return name;
    }

    private static Problem unknown(String oid) {
        return Problem.invalid("time_stamp_algorithm_unknown", "A time stamp uses an unknown algorithm: " + oid);
    }
}
