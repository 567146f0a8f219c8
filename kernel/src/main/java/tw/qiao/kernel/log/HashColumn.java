package tw.qiao.kernel.log;

/** One level of a tree. One thread adds; others read what was published to them after it was added. */
final class HashColumn {
    private final Scratch scratch;
    private final Column column;

    HashColumn(Scratch scratch) {
        this.scratch = scratch;
        this.column = new Column(scratch, Hash.LENGTH);
    }

    void add(byte[] hash) {
        scratch.write(column.add(), hash, 0, Hash.LENGTH);
    }

    void get(long index, byte[] target) {
        scratch.read(column.address(index), target, 0, Hash.LENGTH);
    }

    Hash get(long index) {
        byte[] hash = new byte[Hash.LENGTH];
        get(index, hash);
        return Hash.copyOf(hash, 0);
    }
}
