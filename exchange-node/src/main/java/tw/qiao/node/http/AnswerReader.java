package tw.qiao.node.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tw.qiao.node.message.Body;
import tw.qiao.node.message.Fields;
import tw.qiao.node.passing.PassingBody;
import tw.qiao.node.spool.Intake;
import tw.qiao.node.spool.Room;
import tw.qiao.node.spool.Spool;

/**
 * Reads answers strictly (RFC 9112): one length and only one, no folded lines, bounded head and body, all before a
 * deadline.
 */
final class AnswerReader {
    private static final int LARGEST_HEAD = 32 * 1024;
    private static final int MOST_INFORMATIONAL = 8;
    private static final int CONTINUE = 100;

    /** Each so many octets of a large body give it {@link #PROGRESS} more time. */
    static final int STEP = 256 * 1024;

    /** In nanoseconds. */
    static final long PROGRESS = 10_000_000_000L;

    private final InputStream in;
    private final Patience patience;
    private final byte[] buffer = new byte[8 * 1024];
    private int next;
    private int end;
    private long deadline;
    private Room room = Room.inMemory(0);
    private int headLeft;
    private boolean clean;
    private @Nullable ComingOctets coming;

    /** Sets how many milliseconds the next read may wait. */
    interface Patience {
        void atMost(int milliseconds) throws IOException;
    }

    AnswerReader(InputStream in, Patience patience) {
        this.in = in;
        this.patience = patience;
    }

    /** Waits for the first octets of an answer. */
    void begin(long answerDeadline, Room bodies) throws IOException {
        deadline = answerDeadline;
        room = bodies;
        clean = false;
        coming = null;
        fill();
    }

    /** Lets the rest of what began take until another time. */
    void until(long answerDeadline) {
        deadline = answerDeadline;
    }

    /** Whether the whole answer was read, nothing came after it, and the server keeps the connection. */
    boolean isAtCleanEnd() {
        return clean && next == end && (coming == null || coming.hasEnded());
    }

    /** Does {@code work} once all of the answer was read, or nobody reads it any more. */
    void whenDone(Runnable work) {
        if (coming == null) {
            work.run();
        } else {
            coming.whenDone(work);
        }
    }

    HttpCalls.Answer answer(boolean withoutBody) throws IOException {
        for (int i = 0; i < MOST_INFORMATIONAL; i++) {
            headLeft = LARGEST_HEAD;
            String start = line();
            int status = status(start);
            var fields = fields();
            if (status >= 200) {
                clean = start.startsWith("HTTP/1.1") && !closes(fields);
                return rest(status, fields, withoutBody);
            }
        }
        throw new IOException("The answer does not begin");
    }

    private HttpCalls.Answer rest(int status, Fields fields, boolean withoutBody) throws IOException {
        boolean none = withoutBody || status == 204 || status == 304;
        return new HttpCalls.Answer(status, fields, none ? Body.EMPTY : body(status, fields));
    }

    /** The answer that comes before the request's body was sent; nothing when the server waits for the body. */
    Optional<HttpCalls.Answer> early() throws IOException {
        for (int i = 0; i < MOST_INFORMATIONAL; i++) {
            headLeft = LARGEST_HEAD;
            int status = status(line());
            var fields = fields();
            if (status == CONTINUE) {
                return Optional.empty();
            }
            if (status >= 200) {
                clean = false;
                return Optional.of(rest(status, fields, false));
            }
        }
        throw new IOException("The answer does not begin");
    }

    private static int status(String line) throws IOException {
        boolean form = line.length() >= 12 && line.startsWith("HTTP/1.") && line.charAt(8) == ' ';
        int status = form ? (int) Digits.of(line.substring(9, 12), 10) : -1;
        if (status < 100 || (line.length() > 12 && line.charAt(12) != ' ')) {
            throw new IOException("The answer is not HTTP/1.1");
        }
        return status;
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

    private static boolean closes(Fields fields) {
        return fields.combined("connection")
                .map(value -> value.toLowerCase(Locale.ROOT).contains("close"))
                .orElse(false);
    }

    private Body body(int status, Fields fields) throws IOException {
        boolean chunked = fields.has("transfer-encoding");
        var lengths = fields.all("content-length");
        if (chunked) {
            boolean plain = fields.all("transfer-encoding").equals(List.of("chunked"));
            if (!plain || !lengths.isEmpty()) {
                throw new IOException("The answer's length is ambiguous");
            }
            return room.passing().passes(status, fields) ? passing(ComingOctets.IN_CHUNKS) : chunks();
        }
        if (lengths.size() > 1) {
            throw new IOException("The answer's length is ambiguous");
        }
        if (lengths.isEmpty()) {
            return untilClosed();
        }
        long length = Digits.length(lengths.getFirst(), 10);
        if (room.passing().passes(status, fields)) {
            return passing(length);
        }
        if (room.keepsInMemory(length)) {
            return Body.of(octets((int) length));
        }
        var intake = room.intake(length);
        copy(length, intake);
        return intake.finish();
    }

    /** A body that is read while it is passed on, to the end of the present request at the latest. */
    private Body passing(long length) {
        var octets = new ComingOctets(this, length);
        coming = octets;
        var body = new PassingBody(octets);
        Spool.closing(body);
        return Body.of(body);
    }

    /** Takes some octets, at least one. */
    int some(byte[] into, int most) throws IOException {
        if (next < end) {
            int count = Math.min(most, end - next);
            System.arraycopy(buffer, next, into, 0, count);
            next += count;
            return count;
        }
        awaitMore();
        int count = in.read(into, 0, most);
        if (count < 0) {
            throw new EOFException("The answer ended early");
        }
        return count;
    }

    /** Takes in so many octets. While a large body comes in good time, its end may be far away. */
    private void copy(long length, Intake intake) throws IOException {
        for (long left = length; left > 0; ) {
            if (next == end) {
                fill();
            }
            int count = (int) Math.min(left, end - next);
            take(count, intake);
            left -= count;
        }
    }

    private void take(int count, Intake intake) throws IOException {
        long before = intake.length() / STEP;
        intake.write(buffer, next, count);
        next += count;
        if (intake.isLarge() && intake.length() / STEP > before) {
            deadline = Math.max(deadline, System.nanoTime() + PROGRESS);
        }
    }

    private Body chunks() throws IOException {
        var intake = room.intake();
        while (true) {
            long length = chunkLength();
            if (length == 0) {
                fields(); // a trailer is read and means nothing
                return intake.finish();
            }
            copy(length, intake);
            endChunk();
        }
    }

    long chunkLength() throws IOException {
        headLeft = LARGEST_HEAD;
        String size = line();
        int extension = size.indexOf(';');
        return Digits.length(extension < 0 ? size : size.substring(0, extension), 16);
    }

    void endChunk() throws IOException {
        if (!line().isEmpty()) {
            throw new IOException("A chunk of the answer is longer than it says");
        }
    }

    private Body untilClosed() throws IOException {
        clean = false;
        var intake = room.intake();
        try {
            while (true) {
                if (next == end) {
                    fill();
                }
                take(end - next, intake);
            }
        } catch (EOFException closed) {
            return intake.finish();
        }
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
