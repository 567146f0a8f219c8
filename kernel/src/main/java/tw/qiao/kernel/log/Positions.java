package tw.qiao.kernel.log;

import java.util.Arrays;

/** Where each entry stands on disk: the number of its segment and the place of its content in it. */
final class Positions {
    private static final int CHUNK = 4096;
    private static final int OFFSET_BITS = 40;

    private long[][] chunks = new long[1][];
    private long size;

    void add(int segment, long offset) {
        int chunk = Math.toIntExact(size / CHUNK);
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunk * 2);
        }
        if (size % CHUNK == 0) {
            chunks[chunk] = new long[CHUNK];
        }
        chunks[chunk][(int) (size % CHUNK)] = ((long) segment << OFFSET_BITS) | offset;
        size++;
    }

    int segment(long index) {
        return (int) (at(index) >>> OFFSET_BITS);
    }

    long offset(long index) {
        return at(index) & ((1L << OFFSET_BITS) - 1);
    }

    private long at(long index) {
        return chunks[Math.toIntExact(index / CHUNK)][(int) (index % CHUNK)];
    }
}
