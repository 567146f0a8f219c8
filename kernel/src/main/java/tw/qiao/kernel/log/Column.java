package tw.qiao.kernel.log;

import java.util.Arrays;

/**
 * The places of values of one length, counted from 0, in scratch. One thread adds; others read what was published to
 * them after it was added.
 */
final class Column {
    private final Scratch scratch;
    private final int length;
    private final int inChunk;
    private long[] chunks = new long[1];
    private long size;

    /**
     * A column.
     *
     * @param length the bytes of a value, which divide a chunk
     */
    Column(Scratch scratch, int length) {
        this.scratch = scratch;
        this.length = length;
        this.inChunk = Scratch.CHUNK / length;
    }

    /** The address for one more value. */
    long add() {
        int chunk = Math.toIntExact(size / inChunk);
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunk * 2);
        }
        if (size % inChunk == 0) {
            chunks[chunk] = scratch.allocate();
        }
        return address(size++);
    }

    /** The address of a value. */
    long address(long index) {
        return chunks[Math.toIntExact(index / inChunk)] + index % inChunk * length;
    }
}
