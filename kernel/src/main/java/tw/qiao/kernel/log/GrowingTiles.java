package tw.qiao.kernel.log;

import java.util.ArrayList;
import java.util.List;

/** The right edge of a tree while leaves are added: of each level of tiles the hashes of the tile that is not full. */
final class GrowingTiles {
    private static final int LEVELS = 8;

    private final List<List<Hash>> levels = new ArrayList<>();
    private final FullTiles full;
    private long size;

    /** Takes the tiles that become full. */
    interface FullTiles {
        void add(TilePath tile, byte[] hashes);
    }

    /**
     * The edge of a tree whose size is a multiple of {@link TilePath#FULL}.
     *
     * @param held gives the tiles of that tree
     */
    GrowingTiles(long size, TiledTree.Tiles held, FullTiles full) {
        this.size = size;
        this.full = full;
        for (int level = 0; level < LEVELS; level++) {
            levels.add(new ArrayList<>(edge(size, level, held)));
        }
    }

    private static List<Hash> edge(long size, int level, TiledTree.Tiles held) {
        long count = size >> (level * 8);
        return TilePath.in(size, level, count / TilePath.FULL)
                .map(tile -> hashes(held.read(tile), tile.width()))
                .orElse(List.of());
    }

    private static List<Hash> hashes(byte[] tile, int count) {
        var hashes = new ArrayList<Hash>();
        for (int i = 0; i < count; i++) {
            hashes.add(Hash.copyOf(tile, i * Hash.LENGTH));
        }
        return hashes;
    }

    void add(Hash leaf) {
        add(0, leaf);
        size++;
    }

    private void add(int level, Hash hash) {
        var hashes = levels.get(level);
        hashes.add(hash);
        if (hashes.size() == TilePath.FULL) {
            long number = size >> (level * 8) >> 8;
            full.add(new TilePath(level, number, TilePath.FULL), bytes(hashes));
            Hash whole = TiledTree.merged(hashes);
            hashes.clear();
            add(level + 1, whole);
        }
    }

    /** Gives the tiles that are not full, as they are now. */
    void partial(FullTiles target) {
        for (int level = 0; level < LEVELS; level++) {
            var hashes = levels.get(level);
            if (!hashes.isEmpty()) {
                long number = size >> (level * 8) >> 8;
                target.add(new TilePath(level, number, hashes.size()), bytes(hashes));
            }
        }
    }

    Hash root() {
        var row = new ArrayList<Hash>();
        for (var level : levels) {
            var last = row.isEmpty() ? List.<Hash>of() : List.of(TiledTree.merged(row));
            row = new ArrayList<>(level);
            row.addAll(last);
        }
        return row.isEmpty() ? Hash.EMPTY : TiledTree.merged(row);
    }

    private static byte[] bytes(List<Hash> hashes) {
        byte[] bytes = new byte[hashes.size() * Hash.LENGTH];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(bytes, i * Hash.LENGTH);
        }
        return bytes;
    }
}
