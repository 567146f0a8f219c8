package tw.qiao.analytics.intake;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Drops a byte order mark at the beginning. */
final class MarkDroppingReader extends FilterReader {
    private boolean begun;

    MarkDroppingReader(Reader in) {
        super(in);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (begun || count < 1) {
            return count;
        }
        begun = true;
        if (buffer[offset] != '\uFEFF') {
            return count;
        }
        if (count == 1) {
            return in.read(buffer, offset, length);
        }
        System.arraycopy(buffer, offset + 1, buffer, offset, count - 1);
        return count - 1;
    }
}
