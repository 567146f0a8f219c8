package tw.qiao.node.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    private static final int MOST_INFORMATIONAL = 8;
    private static final int CONTINUE = 100;

    /** Each so many octets of a large body give it {@link #PROGRESS} more time. */
    static final int STEP = 256 * 1024;

    /** In nanoseconds. */
    static final long PROGRESS = 10_000_000_000L;

    private final TimedOctets octets;
    private Room room = Room.inMemory(0);
    private boolean clean;
    private @Nullable ComingOctets coming;

    AnswerReader(InputStream in, TimedOctets.Patience patience) {
        this.octets = new TimedOctets(in, patience);
    }

    /** Waits for the first octets of an answer. */
    void begin(long answerDeadline, Room bodies) throws IOException {
        octets.until(answerDeadline);
        room = bodies;
        clean = false;
        coming = null;
        octets.fill();
    }

    /** Lets the rest of what began take until another time. */
    void until(long answerDeadline) {
        octets.until(answerDeadline);
    }

    /** Whether the whole answer was read, nothing came after it, and the server keeps the connection. */
    boolean isAtCleanEnd() {
        return clean && octets.isEmpty() && (coming == null || coming.hasEnded());
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
            octets.beginHead();
            String start = octets.line();
            int status = status(start);
            var fields = octets.fields();
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
            octets.beginHead();
            int status = status(octets.line());
            var fields = octets.fields();
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
            return Body.of(octets.octets((int) length));
        }
        var intake = room.intake(length);
        copy(length, intake);
        return intake.finish();
    }

    /** A body that is read while it is passed on, to the end of the present request at the latest. */
    private Body passing(long length) {
        coming = new ComingOctets(octets, length);
        var body = new PassingBody(coming);
        Spool.closing(body);
        return Body.of(body);
    }

    /** Takes in so many octets. While a large body comes in good time, its end may be far away. */
    private void copy(long length, Intake intake) throws IOException {
        for (long left = length; left > 0; ) {
            left -= take(left, intake);
        }
    }

    private int take(long most, Intake intake) throws IOException {
        long before = intake.length() / STEP;
        int count = octets.take(most, intake::write);
        if (intake.isLarge() && intake.length() / STEP > before) {
            octets.untilAtLeast(System.nanoTime() + PROGRESS);
        }
        return count;
    }

    private Body chunks() throws IOException {
        var intake = room.intake();
        while (true) {
            long length = octets.chunkLength();
            if (length == 0) {
                octets.fields(); // a trailer is read and means nothing
                return intake.finish();
            }
            copy(length, intake);
            octets.endChunk();
        }
    }

    private Body untilClosed() throws IOException {
        clean = false;
        var intake = room.intake();
        try {
            while (true) {
                take(Long.MAX_VALUE, intake);
            }
        } catch (EOFException closed) {
            return intake.finish();
        }
    }
}
