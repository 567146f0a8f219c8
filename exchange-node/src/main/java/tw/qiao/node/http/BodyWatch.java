package tw.qiao.node.http;

import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the thread that waits for the rest of a request's body over HTTP/2 in vain: Helidon 4.4.0 tells it neither that
 * the stream was reset nor that the connection broke, and knows no time limit.
 */
public final class BodyWatch {
    private static final long LOOK = 1;

    private final Thread reader = Thread.currentThread();
    private final long patience;
    private final Optional<Future<?>> looks;
    private volatile long lastProgress = System.nanoTime();
    private boolean ended;
    private boolean cut;

    BodyWatch(boolean needed, Duration patience) {
        this.patience = patience.toNanos();
        this.looks = needed
                ? Optional.of(HttpConnection.WATCH.scheduleWithFixedDelay(
                        this::cutIfStuck, patience.toSeconds(), LOOK, TimeUnit.SECONDS))
                : Optional.empty();
    }

    /** Watches the current thread, which reads the body of {@code request}, where that is necessary. */
    public static BodyWatch of(ServerRequest request, Duration patience) {
        return new BodyWatch(SpokenProtocols.isHttp2(request), patience);
    }

    /** Notes that enough came. */
    public void progress() {
        lastProgress = System.nanoTime();
    }

    private synchronized void cutIfStuck() {
        if (!ended && System.nanoTime() - lastProgress > patience) {
            cut = true;
            ended = true;
            reader.interrupt();
        }
    }

    /** Ends the watch, and tells whether the body was cut off; the thread is not interrupted any more. */
    public synchronized boolean end() {
        looks.ifPresent(future -> future.cancel(false));
        if (cut) {
            Thread.interrupted();
        }
        ended = true;
        return cut;
    }

    /** Makes Helidon, at the end of this request, not wait for the rest of its body, which may never come. */
    public static void dropRest() {
        Thread.currentThread().interrupt();
    }
}
