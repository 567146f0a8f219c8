package tw.qiao.kernel.log;

/** Where each entry stands on disk: the number of its segment and its place in it. */
final class Positions {
    private static final int OFFSET_BITS = 40;

    private final Scratch scratch;
    private final Column column;

    Positions(Scratch scratch) {
        this.scratch = scratch;
        this.column = new Column(scratch, Long.BYTES);
    }

    void add(int segment, long offset) {
        scratch.setLong(column.add(), ((long) segment << OFFSET_BITS) | offset);
    }

    int segment(long index) {
        return (int) (at(index) >>> OFFSET_BITS);
    }

    long offset(long index) {
        return at(index) & ((1L << OFFSET_BITS) - 1);
    }

    private long at(long index) {
        return scratch.getLong(column.address(index));
    }
}
