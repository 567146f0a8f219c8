package tw.qiao.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/** Seals octets with AES-256-GCM, and hashes with a key, both from one secret file that only its owner may read. */
final class Seal {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY = 32;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec sealing;
    private final SecretKeySpec hashing;

    private Seal(byte[] secret) {
        this.sealing = new SecretKeySpec(secret, 0, KEY, "AES");
        this.hashing = new SecretKeySpec(secret, KEY, KEY, "HmacSHA256");
    }

    /** The seal whose secret is in {@code file}; makes one where there is none. */
    static Seal open(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] secret = new byte[2 * KEY];
            new SecureRandom().nextBytes(secret);
            Disk.create(file, secret);
        }
        byte[] secret = Files.readAllBytes(file);
        if (secret.length != 2 * KEY) {
            throw Problem.of("store_key_unreadable", 500, false, "The key of the private store must have 64 octets");
        }
        return new Seal(secret);
    }

    /** Seals {@code clear} to the given place, so that it cannot be moved elsewhere. */
    byte[] seal(byte[] clear, byte[] place) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(clear);
            byte[] out = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, out, NONCE, sealed.length);
            return out;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM", e);
        }
    }

    /** What was sealed to the given place, or null when it was not. */
    byte @Nullable [] unseal(byte[] sealed, byte[] place) {
        if (sealed.length < NONCE + TAG_BITS / 8) {
            return null;
        }
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE);
            return cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] place) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place);
        return cipher;
    }

    /** A keyed hash, which nobody without the secret can compute. */
    byte[] hash(byte[] value) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(hashing);
            return mac.doFinal(value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
        }
    }
}
