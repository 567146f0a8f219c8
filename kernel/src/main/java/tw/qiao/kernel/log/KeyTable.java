package tw.qiao.kernel.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds entries by the hashes of their keys: an extendible hash table (Fagin and others, 1979) of pages in scratch. A
 * full page is split in two, so no append waits for a whole table to grow.
 */
final class KeyTable {
    private static final int PAGE = 4096;
    private static final int SLOT = 2 * Long.BYTES;
    private static final int SLOTS = PAGE / SLOT - 1; // the first holds the depth of the page and how full it is
    private static final int FULL = SLOTS * 4 / 5;
    private static final int FIRST_DEPTH = 3;
    private static final int LARGEST_DEPTH = 28;
    private static final long[] NONE = {};

    private final Scratch scratch;
    private long[] directory;
    private int depth = FIRST_DEPTH;
    private long next;
    private long end;

    KeyTable(Scratch scratch) {
        this.scratch = scratch;
        this.directory = new long[1 << FIRST_DEPTH];
        Arrays.setAll(directory, any -> newPage(FIRST_DEPTH));
    }

    private long newPage(int depthOfPage) {
        if (next == end) {
            next = scratch.allocate();
            end = next + Scratch.CHUNK;
        }
        long page = next;
        next += PAGE;
        scratch.setLong(page, depthOfPage);
        return page;
    }

    /** The entries whose keys have the given hash. */
    synchronized long[] find(long hash) {
        long[] found = NONE;
        long page = page(hash);
        for (int slot = firstSlot(hash); ; slot = after(slot)) {
            long entry = scratch.getLong(entry(page, slot));
            if (entry == 0) {
                return found;
            }
            if (scratch.getLong(hash(page, slot)) == hash) {
                found = Arrays.copyOf(found, found.length + 1);
                found[found.length - 1] = entry - 1;
            }
        }
    }

    synchronized void add(long hash, long index) {
        long page = page(hash);
        while (count(page) >= FULL) {
            split(page, hash);
            page = page(hash);
        }
        put(page, hash, index + 1);
    }

    private void put(long page, long hash, long entry) {
        int slot = firstSlot(hash);
        while (scratch.getLong(entry(page, slot)) != 0) {
            slot = after(slot);
        }
        scratch.setLong(hash(page, slot), hash);
        scratch.setLong(entry(page, slot), entry);
        scratch.setLong(page + Long.BYTES, count(page) + 1);
    }

    /** Moves the entries whose hashes have one in their next bit to a new page. */
    private void split(long page, long hash) {
        int shared = (int) scratch.getLong(page);
        if (shared == depth) {
            grow();
        }
        byte[] before = new byte[PAGE];
        scratch.read(page, before, 0, PAGE);
        scratch.write(page, new byte[PAGE], 0, PAGE);
        scratch.setLong(page, shared + 1);
        long upper = newPage(shared + 1);
        int span = 1 << (depth - shared);
        int start = (int) (hash >>> (Long.SIZE - shared)) * span;
        Arrays.fill(directory, start + span / 2, start + span, upper);
        var slots = ByteBuffer.wrap(before).order(ByteOrder.nativeOrder());
        for (int at = SLOT; at < PAGE; at += SLOT) {
            long moved = slots.getLong(at);
            long entry = slots.getLong(at + Long.BYTES);
            if (entry != 0) {
                put(page(moved), moved, entry);
            }
        }
    }

    private void grow() {
        if (depth == LARGEST_DEPTH) {
            throw new IllegalStateException("Too many keys share their hashes");
        }
        depth++;
        long[] smaller = directory;
        directory = new long[1 << depth];
        Arrays.setAll(directory, i -> smaller[i / 2]);
    }

    private long page(long hash) {
        return directory[(int) (hash >>> (Long.SIZE - depth))];
    }

    private long count(long page) {
        return scratch.getLong(page + Long.BYTES);
    }

    /** By bits that the directory does not use. */
    private static int firstSlot(long hash) {
        return 1 + (int) ((hash & 0xFFFF_FFFFL) % SLOTS);
    }

    private static int after(int slot) {
        return slot == SLOTS ? 1 : slot + 1;
    }

    private static long hash(long page, int slot) {
        return page + (long) slot * SLOT;
    }

    private static long entry(long page, int slot) {
        return hash(page, slot) + Long.BYTES;
    }
}
