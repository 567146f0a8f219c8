package tw.qiao.node.spool;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The chunks of one file, each sealed with AES-256-GCM under the key of the file and the number of the chunk. The key
 * seals one file once, so numbers never meet again.
 */
final class Chunks {
    /** Octets of a chunk in clear; the last may be shorter. */
    static final int CLEAR = 64 * 1024;

    private static final int TAG = 16;

    /** Octets of a chunk in the file. */
    static final int SEALED = CLEAR + TAG;

    private static final int NONCE = 12;

    private final SecretKeySpec key;
    private final Cipher cipher;
    private final byte[] nonce = new byte[NONCE];

    Chunks(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM", e);
        }
    }

    /** Seals a chunk into {@code out}, and tells its length there. */
    int seal(long number, byte[] clear, int length, byte[] out) {
        try {
            return with(Cipher.ENCRYPT_MODE, number).doFinal(clear, 0, length, out, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has AES-GCM", e);
        }
    }

    /** Opens a chunk into {@code out}, and tells its length there. */
    int open(long number, byte[] sealed, int length, byte[] out) throws GeneralSecurityException {
        return with(Cipher.DECRYPT_MODE, number).doFinal(sealed, 0, length, out, 0);
    }

    private Cipher with(int mode, long number) throws GeneralSecurityException {
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[NONCE - 1 - i] = (byte) (number >>> (8 * i));
        }
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG, nonce));
        return cipher;
    }

    /** How long a chunk is in the file whose whole is {@code length} octets in clear. */
    static int sealedLength(long number, long length) {
        return (int) Math.min(CLEAR, length - number * CLEAR) + TAG;
    }
}
