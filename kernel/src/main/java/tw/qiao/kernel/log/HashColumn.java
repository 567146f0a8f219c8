package tw.qiao.kernel.log;

import java.util.Arrays;

/** One level of a tree, in memory. One thread adds; others read what was published to them after it was added. */
final class HashColumn {
    private static final int CHUNK = 1024;

    private byte[][] chunks = new byte[1][];
    private long size;

    void add(Hash hash) {
        int chunk = Math.toIntExact(size / CHUNK);
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunk * 2);
        }
        if (size % CHUNK == 0) {
            chunks[chunk] = new byte[CHUNK * Hash.LENGTH];
        }
        hash.copyTo(chunks[chunk], (int) (size % CHUNK) * Hash.LENGTH);
        size++;
    }

    Hash get(long index) {
        return Hash.copyOf(chunks[Math.toIntExact(index / CHUNK)], (int) (index % CHUNK) * Hash.LENGTH);
    }
}
