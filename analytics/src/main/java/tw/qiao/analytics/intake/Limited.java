package tw.qiao.analytics.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A stream that fails after more than a number of bytes. */
final class Limited extends FilterInputStream {
    private final Supplier<? extends RuntimeException> excess;
    private long left;

    Limited(InputStream in, long limit, Supplier<? extends RuntimeException> excess) {
        super(in);
        this.left = limit;
        this.excess = excess;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b >= 0) {
            count(1);
        }
        return b;
    }

    @Override
    public int read(byte[] block, int offset, int length) throws IOException {
        int count = in.read(block, offset, length);
        if (count > 0) {
            count(count);
        }
        return count;
    }

    private void count(int bytes) {
        left -= bytes;
        if (left < 0) {
            throw excess.get();
        }
    }
}
