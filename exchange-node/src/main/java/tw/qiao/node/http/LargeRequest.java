package tw.qiao.node.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import tw.qiao.node.spool.Room;

/**
 * The body of a request that is sent only when the server asks for it (RFC 9110, 10.1.1), so that one that is refused
 * never crosses. It may take as long as it goes on.
 */
final class LargeRequest {
    private static final long ASKED_FOR = TimeUnit.SECONDS.toNanos(2);
    private static final long LOOK = 1;

    private final HttpRequest request;
    private final Socket wire;
    private final Socket socket;
    private final AnswerReader reader;
    private volatile long lastProgress;

    /** A request whose head is on its way. */
    LargeRequest(HttpRequest request, Socket wire, Socket socket, AnswerReader reader) {
        this.request = request;
        this.wire = wire;
        this.socket = socket;
        this.reader = reader;
    }

    HttpCalls.Answer exchange(long deadline, Room room) throws IOException {
        long patience = deadline - System.nanoTime();
        if (isAnswered(deadline, room)) {
            var early = reader.early();
            if (early.isPresent()) {
                return early.get();
            }
        }
        sendBody();
        reader.begin(System.nanoTime() + patience, room);
        return reader.answer(request.hasNoAnswerBody());
    }

    /** Whether the server says something. An old one waits for the body without a word. */
    private boolean isAnswered(long deadline, Room room) throws IOException {
        try {
            reader.begin(Math.min(deadline, System.nanoTime() + ASKED_FOR), room);
            reader.until(deadline);
            return true;
        } catch (SocketTimeoutException silent) {
            return false;
        } catch (IOException broken) {
            throw new StaleConnectionException(broken);
        }
    }

    private void sendBody() throws IOException {
        lastProgress = System.nanoTime();
        var watch = HttpConnection.WATCH.scheduleWithFixedDelay(this::cutIfStuck, LOOK, LOOK, TimeUnit.SECONDS);
        try {
            request.body().writeTo(new Watched(socket.getOutputStream()));
        } finally {
            watch.cancel(false);
        }
    }

    private void cutIfStuck() {
        if (System.nanoTime() - lastProgress > AnswerReader.PROGRESS) {
            try {
                wire.close();
            } catch (IOException alreadyGone) {
                // the write has failed by itself
            }
        }
    }

    private final class Watched extends FilterOutputStream {
        Watched(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] octets, int offset, int count) throws IOException {
            out.write(octets, offset, count);
            lastProgress = System.nanoTime();
        }
    }
}
