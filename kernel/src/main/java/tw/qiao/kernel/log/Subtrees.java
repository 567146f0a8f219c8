package tw.qiao.kernel.log;

import java.util.ArrayList;
import java.util.List;

/** The complete subtrees of a Merkle tree (RFC 6962, 2.1), and what follows from their hashes. */
interface Subtrees {
    /** The hash of the complete subtree of 2<sup>level</sup> leaves with the given number at its level. */
    Hash subtree(int level, long number);

    /** MTH(D[start:end]); in these recursions a range of a power of two is always a complete subtree. */
    default Hash range(long start, long end) {
        long length = end - start;
        if (Long.bitCount(length) == 1) {
            int level = Long.numberOfTrailingZeros(length);
            return subtree(level, start >> level);
        }
        long middle = start + Long.highestOneBit(length);
        return Hash.node(range(start, middle), range(middle, end));
    }

    /** PATH(m, D[n]) of RFC 6962, 2.1.1. */
    default InclusionProof path(long index, long treeSize) {
        var hashes = new ArrayList<Hash>();
        addPath(index, 0, treeSize, hashes);
        return new InclusionProof(index, treeSize, hashes);
    }

    private void addPath(long index, long start, long end, List<Hash> hashes) {
        if (end - start == 1) {
            return;
        }
        long middle = start + Long.highestOneBit(end - start - 1);
        if (index < middle) {
            addPath(index, start, middle, hashes);
            hashes.add(range(middle, end));
        } else {
            addPath(index, middle, end, hashes);
            hashes.add(range(start, middle));
        }
    }
}
