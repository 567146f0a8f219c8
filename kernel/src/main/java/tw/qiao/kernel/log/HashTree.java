package tw.qiao.kernel.log;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Sha256;

/**
 * The Merkle tree of RFC 6962, 2.1, which only grows. It keeps the hash of every complete subtree, about 64 bytes for
 * each entry, in scratch. One thread adds; any thread may ask about sizes up to {@link #size()}.
 */
final class HashTree implements Subtrees {
    private final HashColumn[] levels = new HashColumn[63];
    private final MessageDigest digest = Sha256.digest();
    private final byte[] left = new byte[Hash.LENGTH];
    private final byte[] node = new byte[Hash.LENGTH];
    private volatile long size;

    /** A small tree, in the heap. */
    HashTree() {
        this(Scratch.inMemory());
    }

    HashTree(Scratch scratch) {
        for (int i = 0; i < levels.length; i++) {
            levels[i] = new HashColumn(scratch);
        }
    }

    long size() {
        return size;
    }

    void add(Hash leaf) {
        byte[] bytes = new byte[Hash.LENGTH];
        leaf.copyTo(bytes, 0);
        add(bytes, 0);
    }

    /** Adds the leaf whose hash stands at {@code offset}. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread adds; volatile publishes the columns to the readers
    void add(byte[] leaves, int offset) {
        System.arraycopy(leaves, offset, node, 0, Hash.LENGTH);
        long index = size;
        int level = 0;
        levels[0].add(node);
        while ((index & 1) == 1) {
            levels[level].get(index - 1, left);
            Hash.node(digest, left, node);
            level++;
            index >>= 1;
            levels[level].add(node);
        }
        size = size + 1;
    }

    @Override
    public Hash subtree(int level, long number) {
        require(number >= 0 && number < size >> level);
        return levels[level].get(number);
    }

    Hash root(long treeSize) {
        require(treeSize >= 0 && treeSize <= size);
        return treeSize == 0 ? Hash.EMPTY : range(0, treeSize);
    }

    /** Whether the entries begin with those of {@code checkpoint}. */
    boolean continues(Checkpoint checkpoint) {
        return checkpoint.size() <= size && root(checkpoint.size()).equals(checkpoint.root());
    }

    InclusionProof inclusion(long index, long treeSize) {
        require(treeSize <= size && index >= 0 && index < treeSize);
        return path(index, treeSize);
    }

    ConsistencyProof consistency(long from, long to) {
        require(from >= 0 && from <= to && to <= size);
        var hashes = new ArrayList<Hash>();
        if (from > 0 && from < to) {
            addSubproof(from, 0, to, true, hashes);
        }
        return new ConsistencyProof(from, to, hashes);
    }

    /** SUBPROOF(m, D[n], b) of RFC 6962, 2.1.2. */
    private void addSubproof(long from, long start, long end, boolean known, List<Hash> hashes) {
        if (from == end) {
            if (!known) {
                hashes.add(range(start, end));
            }
            return;
        }
        long middle = start + Long.highestOneBit(end - start - 1);
        if (from <= middle) {
            addSubproof(from, start, middle, known, hashes);
            hashes.add(range(middle, end));
        } else {
            addSubproof(from, middle, end, false, hashes);
            hashes.add(range(start, middle));
        }
    }

    private void require(boolean inside) {
        if (!inside) {
            throw Problem.notFound("evidence_not_there", "The log has " + size + " entries, fewer than were asked for");
        }
    }
}
