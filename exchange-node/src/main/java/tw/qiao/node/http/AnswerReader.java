package tw.qiao.node.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;

/**
 * Reads answers strictly (RFC 9112): one length and only one, no folded lines, bounded head and body, all before a
 * deadline.
 */
final class AnswerReader {
    private static final int LARGEST_HEAD = 32 * 1024;
    private static final int MOST_INFORMATIONAL = 8;

    private final InputStream in;
    private final Patience patience;
    private final byte[] buffer = new byte[8 * 1024];
    private int next;
    private int end;
    private long deadline;
    private int largest;
    private int headLeft;
    private boolean clean;

    /** Sets how many milliseconds the next read may wait. */
    interface Patience {
        void atMost(int milliseconds) throws IOException;
    }

    AnswerReader(InputStream in, Patience patience) {
        this.in = in;
        this.patience = patience;
    }

    /** Waits for the first octets of an answer. */
    void begin(long answerDeadline, int largestBody) throws IOException {
        deadline = answerDeadline;
        largest = largestBody;
        clean = false;
        fill();
    }

    /** Whether the whole answer was read, nothing came after it, and the server keeps the connection. */
    boolean isAtCleanEnd() {
        return clean && next == end;
    }

    HttpCalls.Answer answer(boolean withoutBody) throws IOException {
        for (int i = 0; i < MOST_INFORMATIONAL; i++) {
            headLeft = LARGEST_HEAD;
            String start = line();
            int status = status(start);
            var fields = fields();
            if (status >= 200) {
                clean = start.startsWith("HTTP/1.1") && !closes(fields);
                boolean none = withoutBody || status == 204 || status == 304;
                return new HttpCalls.Answer(status, fields, none ? Body.EMPTY : body(fields));
            }
        }
        throw new IOException("The answer does not begin");
    }

    private static int status(String line) throws IOException {
        boolean form = line.length() >= 12 && line.startsWith("HTTP/1.") && line.charAt(8) == ' ';
        int status = form ? digits(line.substring(9, 12), 10) : -1;
        if (status < 100 || (line.length() > 12 && line.charAt(12) != ' ')) {
            throw new IOException("The answer is not HTTP/1.1");
        }
        return status;
    }

    private Fields fields() throws IOException {
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

    private static boolean closes(Fields fields) {
        return fields.combined("connection")
                .map(value -> value.toLowerCase(Locale.ROOT).contains("close"))
                .orElse(false);
    }

    private Body body(Fields fields) throws IOException {
        boolean chunked = fields.has("transfer-encoding");
        var lengths = fields.all("content-length");
        if (chunked) {
            boolean plain = fields.all("transfer-encoding").equals(List.of("chunked"));
            if (!plain || !lengths.isEmpty()) {
                throw new IOException("The answer's length is ambiguous");
            }
            return chunks();
        }
        if (lengths.size() > 1) {
            throw new IOException("The answer's length is ambiguous");
        }
        return lengths.isEmpty() ? untilClosed() : Body.of(octets(length(lengths.getFirst(), 10)));
    }

    private int length(String text, int radix) throws IOException {
        int length = digits(text, radix);
        if (length < 0 || length > largest) {
            throw new IOException("The answer's length is wrong, or more than " + largest + " octets");
        }
        return length;
    }

    /** The number, or -1 when it is none or larger than any body. */
    private static int digits(String text, int radix) {
        if (text.isEmpty() || text.length() > 9) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    private Body chunks() throws IOException {
        var out = new ByteArrayOutputStream();
        while (true) {
            headLeft = LARGEST_HEAD;
            String size = line();
            int extension = size.indexOf(';');
            int length = length(extension < 0 ? size : size.substring(0, extension), 16);
            if (length == 0) {
                fields(); // a trailer is read and means nothing
                return Body.of(out.toByteArray());
            }
            if (out.size() + length > largest) {
                throw new IOException("The answer is longer than " + largest + " octets");
            }
            out.write(octets(length));
            if (!line().isEmpty()) {
                throw new IOException("A chunk of the answer is longer than it says");
            }
        }
    }

    private Body untilClosed() throws IOException {
        clean = false;
        var out = new ByteArrayOutputStream();
        try {
            while (out.size() <= largest) {
                if (next == end) {
                    fill();
                }
                out.write(buffer, next, end - next);
                next = end;
            }
        } catch (EOFException closed) {
            return Body.of(out.toByteArray());
        }
        throw new IOException("The answer is longer than " + largest + " octets");
    }

    private byte[] octets(int length) throws IOException {
        byte[] octets = new byte[length];
        int have = Math.min(length, end - next);
        System.arraycopy(buffer, next, octets, 0, have);
        next += have;
        while (have < length) {
            awaitMore();
            int count = in.read(octets, have, length - have);
            if (count < 0) {
                throw new EOFException("The answer ended early");
            }
            have += count;
        }
        return octets;
    }

    /** One line of the head without its end, which is CRLF. */
    private String line() throws IOException {
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

    private void fill() throws IOException {
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
