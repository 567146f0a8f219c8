package tw.qiao.kernel.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * SipHash-2-4 (Aumasson and Bernstein, 2012) under a secret of its own, so that nobody can choose keys that share their
 * hashes.
 */
final class KeyHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long first;
    private final long second;

    KeyHash(long first, long second) {
        this.first = first;
        this.second = second;
    }

    static KeyHash random() {
        var random = new SecureRandom();
        return new KeyHash(random.nextLong(), random.nextLong());
    }

    long of(byte[] key) {
        return of(key, 0, key.length);
    }

    /** The hash of what remains in {@code key}, which has an array. */
    long of(ByteBuffer key) {
        return of(key.array(), key.arrayOffset() + key.position(), key.remaining());
    }

    private long of(byte[] bytes, int offset, int length) {
        var state = new State(first, second);
        int whole = offset + (length & ~7);
        for (int at = offset; at < whole; at += Long.BYTES) {
            state.add((long) LONG.get(bytes, at));
        }
        long last = (long) length << 56;
        for (int i = 0; i < (length & 7); i++) {
            last |= (bytes[whole + i] & 0xFFL) << (8 * i);
        }
        state.add(last);
        return state.end();
    }

    private static final class State {
        private long a;
        private long b;
        private long c;
        private long d;

        State(long first, long second) {
            a = first ^ 0x736f6d6570736575L;
            b = second ^ 0x646f72616e646f6dL;
            c = first ^ 0x6c7967656e657261L;
            d = second ^ 0x7465646279746573L;
        }

        void add(long word) {
            d ^= word;
            round();
            round();
            a ^= word;
        }

        long end() {
            c ^= 0xFF;
            for (int i = 0; i < 4; i++) {
                round();
            }
            return a ^ b ^ c ^ d;
        }

        private void round() {
            a += b;
            b = Long.rotateLeft(b, 13) ^ a;
            a = Long.rotateLeft(a, 32);
            c += d;
            d = Long.rotateLeft(d, 16) ^ c;
            a += d;
            d = Long.rotateLeft(d, 21) ^ a;
            c += b;
            b = Long.rotateLeft(b, 17) ^ c;
            c = Long.rotateLeft(c, 32);
        }
    }
}
