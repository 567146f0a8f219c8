package tw.qiao.analytics.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Arrays;

/**
 * Decodes each line by itself, for files that were glued together from UTF-8 and Big5. A line feed is never a part of a
 * character in either, so lines can be told before they are decoded.
 */
final class LineByLineReader extends Reader {
    private static final int LONGEST = 16 * 1024 * 1024;

    private final InputStream in;
    private final EitherDecoder decoder = new EitherDecoder();
    private byte[] octets = new byte[64 * 1024];
    private int begin;
    private int end;
    private CharBuffer text = CharBuffer.allocate(0);

    LineByLineReader(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = 0;
        while (count < length && (text.hasRemaining() || next())) {
            int some = Math.min(length - count, text.remaining());
            text.get(buffer, offset + count, some);
            count += some;
        }
        return count == 0 && length > 0 ? -1 : count;
    }

    /** Decodes the next line; false when there is none. */
    private boolean next() throws IOException {
        int line = line();
        text = decoder.decode(ByteBuffer.wrap(octets, begin, line));
        begin += line;
        return line > 0;
    }

    /** How many octets the next line has, its line feed among them; 0 after the last. */
    private int line() throws IOException {
        int looked = begin;
        while (true) {
            for (int i = looked; i < end; i++) {
                if (octets[i] == '\n') {
                    return i + 1 - begin;
                }
            }
            int unfinished = end - begin;
            if (unfinished > LONGEST) {
                throw new IOException("a line is longer than 16 MiB");
            }
            if (!more()) {
                return unfinished;
            }
            looked = begin + unfinished;
        }
    }

    /** Reads on behind what was not decoded yet; false at the end. */
    private boolean more() throws IOException {
        System.arraycopy(octets, begin, octets, 0, end - begin);
        end -= begin;
        begin = 0;
        if (end == octets.length) {
            octets = Arrays.copyOf(octets, 2 * end);
        }
        int count = in.read(octets, end, octets.length - end);
        end += Math.max(0, count);
        return count >= 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
