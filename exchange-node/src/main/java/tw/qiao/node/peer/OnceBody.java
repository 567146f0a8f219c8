package tw.qiao.node.peer;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The body of a request that is sent once. The JDK's client sends a request again by itself when a server says that it
 * did not begin with it, and servers say so (GOAWAY) of what they have done.
 */
final class OnceBody implements BodyPublisher {
    private final byte[] octets;
    private final AtomicBoolean sent = new AtomicBoolean();

    OnceBody(byte[] octets) {
        this.octets = octets;
    }

    /** Of no octets it is unknown, because the client would not ask for them. */
    @Override
    public long contentLength() {
        return octets.length == 0 ? -1 : octets.length;
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> client) {
        if (sent.getAndSet(true)) {
            client.onSubscribe(NoOctets.NONE);
            client.onError(new IOException("The server may have done what it was asked"));
        } else {
            BodyPublishers.ofByteArray(octets).subscribe(client);
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
