package tw.qiao.node.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** One connection to a server, with one exchange at a time. */
final class HttpConnection implements AutoCloseable {
    private static final long TRUSTED_IDLE = Duration.ofSeconds(1).toNanos();

    private final Socket socket;
    private final AnswerReader reader;
    private long idleSince = System.nanoTime();

    HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.reader = new AnswerReader(socket.getInputStream(), socket::setSoTimeout);
    }

    /** Sends a request and reads the whole answer. */
    HttpCalls.Answer exchange(HttpRequest request, long deadline, int largest) throws IOException {
        try {
            socket.getOutputStream().write(request.octets());
            reader.begin(deadline, largest);
        } catch (SocketTimeoutException late) {
            throw late;
        } catch (IOException broken) {
            throw new StaleConnectionException(broken);
        }
        var answer = reader.answer(request.hasNoAnswerBody());
        idleSince = System.nanoTime();
        return answer;
    }

    /** Whether another exchange may follow the one before. */
    boolean isReusable() {
        return reader.isAtCleanEnd();
    }

    /** Whether the server has not closed it meanwhile, as far as can be known. */
    boolean isUsable(Duration longestIdle) {
        long idle = System.nanoTime() - idleSince;
        return idle < TRUSTED_IDLE || (idle < longestIdle.toNanos() && isSilent());
    }

    /** An open connection without a request says nothing; a closed one says its end. */
    private boolean isSilent() {
        try {
            socket.setSoTimeout(1);
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
