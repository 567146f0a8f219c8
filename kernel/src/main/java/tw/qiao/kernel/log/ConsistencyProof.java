package tw.qiao.kernel.log;

import java.util.List;

/**
 * Proves that a tree only grew: that its first {@code from} entries are the earlier tree (RFC 9162, 2.1.4).
 *
 * @param from the size of the earlier tree
 * @param to the size of the later tree
 * @param hashes the nodes that both are made of
 */
public record ConsistencyProof(long from, long to, List<Hash> hashes) {
    public ConsistencyProof {
        hashes = List.copyOf(hashes);
    }

    /** Whether the tree with root {@code earlier} is the beginning of the one with root {@code later}. */
    public boolean proves(Hash earlier, Hash later) {
        if (from < 0 || from > to) {
            return false;
        }
        if (from == to) {
            return hashes.isEmpty() && earlier.equals(later) && (from > 0 || earlier.equals(Hash.EMPTY));
        }
        if (from == 0) {
            return hashes.isEmpty() && earlier.equals(Hash.EMPTY);
        }
        return !hashes.isEmpty() && climbs(earlier, later);
    }

    private boolean climbs(Hash earlier, Hash later) {
        boolean complete = Long.bitCount(from) == 1;
        int shift = Long.numberOfTrailingZeros(~(from - 1));
        long place = (from - 1) >> shift;
        long last = (to - 1) >> shift;
        Hash left = complete ? earlier : hashes.getFirst();
        Hash whole = left;
        for (Hash hash : complete ? hashes : hashes.subList(1, hashes.size())) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                left = Hash.node(hash, left);
                whole = Hash.node(hash, whole);
                int skipped = levelsWithoutLeft(place);
                place >>= skipped;
                last >>= skipped;
            } else {
                whole = Hash.node(whole, hash);
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 && left.equals(earlier) && whole.equals(later);
    }

    /** How many levels up a last node without a sibling stays as it is: until it is a right child, or the first. */
    static int levelsWithoutLeft(long place) {
        return place == 0 ? 0 : Long.numberOfTrailingZeros(place);
    }
}
