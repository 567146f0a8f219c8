package tw.qiao.kernel.log;

import java.util.List;
import java.util.Optional;

/**
 * Proves that an entry is in a tree (RFC 9162, 2.1.3).
 *
 * @param index the place of the entry, from 0
 * @param treeSize the number of entries of the tree
 * @param hashes the audit path, from the leaf up
 */
public record InclusionProof(long index, long treeSize, List<Hash> hashes) {
    public InclusionProof {
        hashes = List.copyOf(hashes);
    }

    /** Whether {@code entry} stands at {@link #index} of the tree with the given root. */
    public boolean proves(byte[] entry, Hash root) {
        return root(entry).filter(root::equals).isPresent();
    }

    /** The root of the one tree that has {@code entry} at {@link #index}, if there can be such a tree. */
    Optional<Hash> root(byte[] entry) {
        if (index < 0 || index >= treeSize) {
            return Optional.empty();
        }
        long place = index;
        long last = treeSize - 1;
        Hash hash = Hash.leaf(entry);
        for (Hash sibling : hashes) {
            if (last == 0) {
                return Optional.empty();
            }
            if ((place & 1) == 1 || place == last) {
                hash = Hash.node(sibling, hash);
                int skipped = ConsistencyProof.levelsWithoutLeft(place);
                place >>= skipped;
                last >>= skipped;
            } else {
                hash = Hash.node(hash, sibling);
            }
            place >>= 1;
            last >>= 1;
        }
        return last == 0 ? Optional.of(hash) : Optional.empty();
    }
}
