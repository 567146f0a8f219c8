package tw.qiao.analytics.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import tw.qiao.kernel.Sha256;

/** What a server keeps of a token (SCRAM-SHA-256, RFC 7677): enough to check it, too little to show it elsewhere. */
public final class ScramSecret {
    private static final int ITERATIONS = 4_096;
    private static final int SALT_BYTES = 16;
    private static final int BITS = 256;

    private final byte[] salt;
    private final byte[] storedKey;
    private final byte[] serverKey;

    private ScramSecret(byte[] salt, byte[] storedKey, byte[] serverKey) {
        this.salt = salt;
        this.storedKey = storedKey;
        this.serverKey = serverKey;
    }

    /** The secret of a token, which is of letters and digits so that no client changes it. */
    public static ScramSecret of(String token) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return of(token, salt);
    }

    static ScramSecret of(String token, byte[] salt) {
        try {
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(token.toCharArray(), salt, ITERATIONS, BITS))
                    .getEncoded();
            return new ScramSecret(salt, Sha256.of(hmac(salted, "Client Key")), hmac(salted, "Server Key"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] salt() {
        return salt.clone();
    }

    int iterations() {
        return ITERATIONS;
    }

    /** Whether who made {@code proof} knows the token. */
    boolean isProvedBy(byte[] proof, String exchanged) {
        byte[] clientKey = hmac(storedKey, exchanged);
        if (proof.length != clientKey.length) {
            return false;
        }
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= proof[i];
        }
        return MessageDigest.isEqual(Sha256.of(clientKey), storedKey);
    }

    /** Shows the client that the server knows her secret. */
    byte[] signature(String exchanged) {
        return hmac(serverKey, exchanged);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
