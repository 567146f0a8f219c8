package tw.qiao.node.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import tw.qiao.node.message.Fields;

/** What a server says, in octets, lines and fields (RFC 9112): no folded lines, bounded, all before a deadline. */
final class TimedOctets {
    private static final int LARGEST_HEAD = 32 * 1024;

    private final InputStream in;
    private final Patience patience;
    private final byte[] buffer = new byte[8 * 1024];
    private int next;
    private int end;
    private long deadline;
    private int headLeft;

    /** Sets how many milliseconds the next read may wait. */
    interface Patience {
        void atMost(int milliseconds) throws IOException;
    }

    TimedOctets(InputStream in, Patience patience) {
        this.in = in;
        this.patience = patience;
    }

    /** Gives what follows until another time. */
    void until(long newDeadline) {
        deadline = newDeadline;
    }

    /** Gives what follows until another time, if that is later. */
    void untilAtLeast(long newDeadline) {
        deadline = Math.max(deadline, newDeadline);
    }

    /** Whether nothing is here that nobody took. */
    boolean isEmpty() {
        return next == end;
    }

    /** Lines are a head from here on, which has a bound. */
    void beginHead() {
        headLeft = LARGEST_HEAD;
    }

    /** Takes some octets, at least one; those that are here, where there are any. */
    int some(byte[] into, int offset, int most) throws IOException {
        if (next < end) {
            int count = Math.min(most, end - next);
            System.arraycopy(buffer, next, into, offset, count);
            next += count;
            return count;
        }
        awaitMore();
        int count = in.read(into, offset, most);
        if (count < 0) {
            throw new EOFException("The answer ended early");
        }
        return count;
    }

    byte[] octets(int length) throws IOException {
        byte[] octets = new byte[length];
        for (int have = 0; have < length; ) {
            have += some(octets, have, length - have);
        }
        return octets;
    }

    /** Takes octets where they lie; they hold until the next call. */
    interface Taker {
        void take(byte[] from, int offset, int count) throws IOException;
    }

    /** Hands on what is here, or what comes next, at most so much of it. */
    int take(long most, Taker taker) throws IOException {
        if (next == end) {
            fill();
        }
        int count = (int) Math.min(most, end - next);
        taker.take(buffer, next, count);
        next += count;
        return count;
    }

    /** The fields up to the next empty line. */
    Fields fields() throws IOException {
        var fields = new Fields();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || !isName(line, colon)) {
                throw new IOException("A header field of the answer is malformed");
            }
            fields.add(line.substring(0, colon), line.substring(colon + 1));
        }
        return fields;
    }

    private static boolean isName(String line, int colon) {
        for (int i = 0; i < colon; i++) {
            char c = line.charAt(i);
            if (c <= ' ' || c >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** The length of the chunk that begins here; 0 of the last one, after which come trailers. */
    long chunkLength() throws IOException {
        beginHead();
        String size = line();
        int extension = size.indexOf(';');
        return Digits.length(extension < 0 ? size : size.substring(0, extension), 16);
    }

    /** The end of a chunk's octets. */
    void endChunk() throws IOException {
        if (!line().isEmpty()) {
            throw new IOException("A chunk of the answer is longer than it says");
        }
    }

    /** One line of the head without its end, which is CRLF. */
    String line() throws IOException {
        var line = new StringBuilder();
        while (true) {
            for (int i = next; i < end; i++) {
                if (buffer[i] == '\n') {
                    append(line, i);
                    next = i + 1;
                    return withoutReturn(line);
                }
            }
            append(line, end);
            fill();
        }
    }

    private void append(StringBuilder line, int to) throws IOException {
        headLeft -= to - next;
        if (headLeft < 0) {
            throw new IOException("The head of the answer is longer than " + LARGEST_HEAD + " octets");
        }
        line.append(new String(buffer, next, to - next, StandardCharsets.ISO_8859_1));
        next = to;
    }

    private static String withoutReturn(StringBuilder line) throws IOException {
        int last = line.length() - 1;
        if (last < 0 || line.indexOf("\r") != last || line.indexOf("\0") >= 0) {
            throw new IOException("A line of the answer does not end with CRLF");
        }
        line.setLength(last);
        return line.toString();
    }

    /** Waits for more, of what is here nothing being left. */
    void fill() throws IOException {
        awaitMore();
        int count = in.read(buffer, 0, buffer.length);
        if (count < 0) {
            throw new EOFException("The connection was closed");
        }
        next = 0;
        end = count;
    }

    private void awaitMore() throws IOException {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
            throw new SocketTimeoutException("The answer is late");
        }
        patience.atMost(Math.toIntExact(left));
    }
}
