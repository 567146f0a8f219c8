package tw.qiao.kernel.log;

import java.util.stream.Stream;

/** The hashes of all keys, in several tables, so that threads that fill them at start seldom wait for each other. */
final class Keys {
    private static final int BITS = 3;

    private final KeyTable[] tables;

    Keys(Scratch scratch) {
        tables = Stream.generate(() -> new KeyTable(scratch)).limit(1 << BITS).toArray(KeyTable[]::new);
    }

    void add(long hash, long index) {
        table(hash).add(withinTable(hash), index);
    }

    /** The entries whose keys have the given hash. */
    long[] find(long hash) {
        return table(hash).find(withinTable(hash));
    }

    private KeyTable table(long hash) {
        return tables[(int) (hash >>> (Long.SIZE - BITS))];
    }

    /** Begins with bits that the choice of the table did not use. */
    private static long withinTable(long hash) {
        return Long.rotateLeft(hash, BITS);
    }
}
