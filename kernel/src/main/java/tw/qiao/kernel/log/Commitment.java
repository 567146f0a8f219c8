package tw.qiao.kernel.log;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import tw.qiao.kernel.CanonicalJson;

/**
 * What a public entry says of a private statement (承諾值): base64 of SHA-256(salt ‖ SHA-256(statement)), the statement in
 * canonical JSON. Whoever has statement and salt can make it again; to anybody else it tells nothing.
 */
public final class Commitment {
    private Commitment() {}

    /** The commitment to a statement; {@code salt} is at least 128 random bits in base64url. */
    public static String to(Map<String, Object> statement, String salt) {
        return to(CanonicalJson.bytes(statement), salt);
    }

    /** The commitment to a statement that is canonical JSON already. */
    public static String to(byte[] statement, String salt) {
        byte[] secret = Base64.getUrlDecoder().decode(salt);
        if (secret.length < 16) {
            throw new IllegalArgumentException("A salt has at least 128 bits");
        }
        byte[] digest = Hash.sha256(statement);
        byte[] salted = ByteBuffer.allocate(secret.length + digest.length)
                .put(secret)
                .put(digest)
                .array();
        return Base64.getEncoder().encodeToString(Hash.sha256(salted));
    }
}
