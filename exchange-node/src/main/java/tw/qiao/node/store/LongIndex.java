package tw.qiao.node.store;

/**
 * A map from 64-bit hashes to positions in a file, 16 bytes for each slot. Zero is no key; a caller that meets the hash
 * zero uses one instead and compares what it reads.
 */
final class LongIndex {
    /** What {@link #position} answers for an unknown key. */
    static final long ABSENT = -1;

    private long[] keys = new long[1024];
    private long[] positions = new long[1024];
    private int size;

    long position(long key) {
        int slot = slot(key);
        return keys[slot] == 0 ? ABSENT : positions[slot];
    }

    void put(long key, long position) {
        int slot = slot(key);
        if (keys[slot] == 0) {
            keys[slot] = effective(key);
            size++;
        }
        positions[slot] = position;
        if (size * 3L > keys.length * 2L) {
            grow();
        }
    }

    private int slot(long key) {
        long wanted = effective(key);
        int slot = (int) ((wanted * 0x9E3779B97F4A7C15L) >>> 33) & (keys.length - 1);
        while (keys[slot] != 0 && keys[slot] != wanted) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private static long effective(long key) {
        return key == 0 ? 1 : key;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldPositions = positions;
        keys = new long[Math.multiplyExact(oldKeys.length, 2)];
        positions = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                positions[slot] = oldPositions[i];
            }
        }
    }
}
