package tw.qiao.bench.log;

import java.io.IOException;
import java.sql.SQLException;

/** Makes entries durable, one after the other. */
interface Client extends AutoCloseable {
    /** Returns when the entry would survive a power cut. */
    void append(String key, byte[] entry) throws Exception;

    @Override
    default void close() throws IOException, SQLException {
        // most have nothing of their own
    }
}
