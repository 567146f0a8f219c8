package tw.qiao.node;

/**
 * A growing set of 64-bit hashes, at most two thirds full. Zero counts as one. The store's index of the same form keeps
 * a position with each hash, and takes twice the memory.
 */
final class LongSet {
    private long[] slots = new long[1024];
    private int size;

    int size() {
        return size;
    }

    boolean contains(long hash) {
        return slots[slot(hash)] != 0;
    }

    void add(long hash) {
        int slot = slot(hash);
        if (slots[slot] == 0) {
            slots[slot] = effective(hash);
            size++;
        }
        if (size * 3L > slots.length * 2L) {
            grow();
        }
    }

    private int slot(long hash) {
        long wanted = effective(hash);
        int slot = (int) (wanted >>> 33) & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != wanted) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private static long effective(long hash) {
        return hash == 0 ? 1 : hash;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long hash : old) {
            if (hash != 0) {
                slots[slot(hash)] = hash;
            }
        }
    }
}
