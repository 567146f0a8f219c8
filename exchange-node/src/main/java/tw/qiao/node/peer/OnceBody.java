package tw.qiao.node.peer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tw.qiao.node.message.Body;

/**
 * The body of a request that is sent once. The JDK's client sends a request again by itself when a server says that it
 * did not begin with it, and servers say so (GOAWAY) of what they have done.
 */
final class OnceBody implements BodyPublisher, AutoCloseable {
    private static final long PROGRESS = TimeUnit.SECONDS.toNanos(10);

    private final Body body;
    private final long patience;
    private final AtomicBoolean sent = new AtomicBoolean();
    private volatile long deadline;
    private volatile @Nullable InputStream open;

    /** @param patience how long an answer may take, in nanoseconds, beside the time that a large body takes */
    OnceBody(Body body, long patience) {
        this.body = body;
        this.patience = patience;
        this.deadline = System.nanoTime() + patience;
    }

    /** Until when the answer is waited for; it moves while a large body goes on. */
    long deadline() {
        return deadline;
    }

    /** Of no octets it is unknown, because the client would not ask for them. */
    @Override
    public long contentLength() {
        return body.isEmpty() ? -1 : body.length();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> client) {
        if (sent.getAndSet(true)) {
            client.onSubscribe(NoOctets.NONE);
            client.onError(new IOException("The server may have done what it was asked"));
        } else if (body.isLarge()) {
            BodyPublishers.ofInputStream(this::open).subscribe(client);
        } else {
            BodyPublishers.ofByteArray(body.octets()).subscribe(client);
        }
    }

    private InputStream open() {
        try {
            var in = new Watched(body.open());
            open = in;
            return in;
        } catch (IOException e) {
            throw new UncheckedIOException("A large body cannot be read again", e);
        }
    }

    @Override
    public void close() throws IOException {
        var in = open;
        if (in != null) {
            in.close();
        }
    }

    private final class Watched extends FilterInputStream {
        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] octets, int offset, int count) throws IOException {
            int read = in.read(octets, offset, count);
            deadline = System.nanoTime() + (read < 0 ? patience : Math.max(patience, PROGRESS));
            return read;
        }
    }

    private enum NoOctets implements Subscription {
        NONE;

        @Override
        public void request(long count) {
            // there are none
        }

        @Override
        public void cancel() {
            // nothing is under way
        }
    }
}
