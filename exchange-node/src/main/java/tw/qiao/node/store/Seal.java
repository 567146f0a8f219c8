package tw.qiao.node.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.DurableFile;

/**
 * Seals octets with AES-256-GCM, and hashes with a key, both from one secret file that only its owner may read. Nonces
 * are counted from a random start, new at each opening.
 */
final class Seal {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY = 32;

    private final Queue<Cipher> ciphers = new ConcurrentLinkedQueue<>();
    private final long start;
    private final AtomicLong count;
    private final SecretKeySpec sealing;
    private final SecretKeySpec hashing;

    private Seal(byte[] secret) {
        var random = new SecureRandom();
        this.start = random.nextLong();
        this.count = new AtomicLong(random.nextLong());
        this.sealing = new SecretKeySpec(secret, 0, KEY, "AES");
        this.hashing = new SecretKeySpec(secret, KEY, KEY, "HmacSHA256");
    }

    /** The seal whose secret is in {@code file}; makes one where there is none. */
    static Seal open(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] secret = new byte[2 * KEY];
            new SecureRandom().nextBytes(secret);
            new DurableFile(file).writeSecret(secret);
        }
        byte[] secret = Files.readAllBytes(file);
        if (secret.length != 2 * KEY) {
            throw Problem.of("store_key_unreadable", 500, false, "The key of the private store must have 64 octets");
        }
        return new Seal(secret);
    }

    /** Seals {@code clear} to the given place, so that it cannot be moved elsewhere. */
    byte[] seal(byte[] clear, byte[] place) {
        byte[] out = new byte[NONCE + clear.length + TAG_BITS / 8];
        ByteBuffer.wrap(out).putInt((int) start).putLong(count.getAndIncrement());
        try {
            with(Cipher.ENCRYPT_MODE, out, place, cipher -> cipher.doFinal(clear, 0, clear.length, out, NONCE));
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
            byte[] clear = new byte[sealed.length - NONCE - TAG_BITS / 8];
            with(
                    Cipher.DECRYPT_MODE,
                    sealed,
                    place,
                    cipher -> cipher.doFinal(sealed, NONCE, sealed.length - NONCE, clear, 0));
            return clear;
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM", e);
        }
    }

    private interface Work {
        int with(Cipher cipher) throws GeneralSecurityException;
    }

    /** With a cipher that was used before, where one is idle: to look for one costs more than to seal a record. */
    private void with(int mode, byte[] nonceFirst, byte[] place, Work work) throws GeneralSecurityException {
        var idle = ciphers.poll();
        var cipher = idle == null ? Cipher.getInstance("AES/GCM/NoPadding") : idle;
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonceFirst, 0, NONCE));
        cipher.updateAAD(place);
        work.with(cipher);
        ciphers.offer(cipher);
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
