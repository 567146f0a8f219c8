package tw.qiao.analytics.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/**
 * Decodes each line by itself, for files that were glued together from UTF-8 and Big5. A line feed is never a part of a
 * character in either, so lines can be told before they are decoded.
 */
final class LineByLineReader extends Reader {
    private static final int LONGEST = 16 * 1024 * 1024;

    private final InputStream in;
    private final EitherDecoder decoder = new EitherDecoder();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private String text = "";
    private int position;

    LineByLineReader(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (position == text.length() && !next()) {
            return -1;
        }
        int count = Math.min(length, text.length() - position);
        text.getChars(position, position + count, buffer, offset);
        position += count;
        return count;
    }

    private boolean next() throws IOException {
        line.reset();
        int b = in.read();
        while (b >= 0) {
            line.write(b);
            if (b == '\n') {
                break;
            }
            if (line.size() > LONGEST) {
                throw new IOException("a line is longer than 16 MiB");
            }
            b = in.read();
        }
        text = decoder.decode(line.toByteArray());
        position = 0;
        return !text.isEmpty();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
