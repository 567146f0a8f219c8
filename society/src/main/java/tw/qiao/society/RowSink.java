package tw.qiao.society;

/**
 * Takes the rows of the society as they come, in the same order every time: whole rows in PostgreSQL's text format for
 * COPY (cells parted by tabs, {@code \N} for null). Never called by two threads at once.
 */
@FunctionalInterface
public interface RowSink {
    /** Takes the first {@code length} bytes, which are the caller's again when this returns. */
    void accept(Table table, byte[] bytes, int length);

    /** Called when another part of the society is complete; {@code people} counts all rows of people so far. */
    default void passed(long people) {}
}
