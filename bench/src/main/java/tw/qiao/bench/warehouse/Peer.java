package tw.qiao.bench.warehouse;

/** Another engine, in a process of its own, that reads the files of the warehouse's tables. */
interface Peer extends AutoCloseable {
    /** Its name in figures. */
    String engine();

    /** The number of its process. */
    long process();

    /** What it answers. */
    Rows rows(String query);

    @Override
    void close();
}
