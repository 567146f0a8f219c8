package tw.qiao.kernel.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Merkle tree of a log as its tiles tell it. Each tile is read once, so that all answers are of one tree. */
final class TiledTree implements Subtrees {
    private final long size;
    private final Tiles tiles;
    private final Map<TilePath, byte[]> read = new HashMap<>();

    /** Gives tiles of hashes. */
    interface Tiles {
        /** The hashes of exactly this tile. */
        byte[] read(TilePath tile);
    }

    TiledTree(long size, Tiles tiles) {
        this.size = size;
        this.tiles = tiles;
    }

    /** The root of the first {@code count} entries. */
    Hash root(long count) {
        return count == 0 ? Hash.EMPTY : range(0, count);
    }

    /** The root of all entries, made of the very hashes that {@code root(count)} is made of, and others. */
    Hash rootOver(long count) {
        return size == 0 ? Hash.EMPTY : over(count, 0, size);
    }

    private Hash over(long count, long start, long end) {
        if (count <= start || count >= end) {
            return range(start, end);
        }
        long middle = start + Long.highestOneBit(end - start - 1);
        return Hash.node(over(count, start, middle), over(count, middle, end));
    }

    InclusionProof inclusion(long index) {
        return path(index, size);
    }

    @Override
    public Hash subtree(int height, long number) {
        int level = height / 8;
        long first = number << height % 8;
        byte[] tile = tile(level, first / TilePath.FULL);
        var hashes = new ArrayList<Hash>();
        for (int i = 0; i < 1 << height % 8; i++) {
            hashes.add(Hash.copyOf(tile, (int) (first % TilePath.FULL + i) * Hash.LENGTH));
        }
        return merged(hashes);
    }

    private byte[] tile(int level, long number) {
        var path = TilePath.in(size, level, number).orElseThrow();
        return read.computeIfAbsent(path, tiles::read);
    }

    /** The root over neighbours of one height, of which the last may be of a smaller tree. */
    static Hash merged(List<Hash> hashes) {
        int count = hashes.size();
        if (count == 1) {
            return hashes.getFirst();
        }
        int middle = Integer.highestOneBit(count - 1);
        return Hash.node(merged(hashes.subList(0, middle)), merged(hashes.subList(middle, count)));
    }
}
