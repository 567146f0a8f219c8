package tw.qiao.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import tw.qiao.kernel.log.Hash;

/** The Merkle tree of RFC 6962, 2.1, over the entries that were read, with the hash of every complete subtree. */
final class SeenTree {
    private final List<List<Hash>> levels = new ArrayList<>();

    SeenTree() {
        levels.add(new ArrayList<>());
    }

    long size() {
        return levels.getFirst().size();
    }

    void add(Hash leaf) {
        Hash hash = leaf;
        int level = 0;
        levels.getFirst().add(hash);
        while (levels.get(level).size() % 2 == 0) {
            var below = levels.get(level);
            hash = Hash.node(below.get(below.size() - 2), below.getLast());
            level++;
            if (levels.size() == level) {
                levels.add(new ArrayList<>());
            }
            levels.get(level).add(hash);
        }
    }

    Hash root(long size) {
        return size == 0 ? Hash.EMPTY : range(0, size);
    }

    private Hash range(long start, long end) {
        long length = end - start;
        if (Long.bitCount(length) == 1) {
            int level = Long.numberOfTrailingZeros(length);
            return levels.get(level).get((int) (start >> level));
        }
        long middle = start + Long.highestOneBit(length);
        return Hash.node(range(start, middle), range(middle, end));
    }
}
