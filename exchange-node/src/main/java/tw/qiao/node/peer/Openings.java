package tw.qiao.node.peer;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Which nodes have a connection over HTTP/2. The first that asks opens it, and those that come meanwhile wait for it,
 * so that a burst after a pause does not open a connection for each request.
 */
final class Openings {
    /** Shorter than the JDK's client keeps a connection that is not used. */
    private static final long LONGEST_IDLE = TimeUnit.SECONDS.toNanos(20);

    /** So long a node that spoke only HTTP/1.1 is not asked for HTTP/2. */
    private static final long BELIEVED = TimeUnit.MINUTES.toNanos(5);

    private final ConcurrentMap<String, Opening> origins = new ConcurrentHashMap<>();
    private final Asking asking;

    /** Opens a connection, and tells whether it is one over HTTP/2. */
    interface Asking {
        boolean opensHttp2(String origin) throws IOException;
    }

    private static final class Opening {
        private final CompletableFuture<Boolean> isHttp2 = new CompletableFuture<>();
        private volatile long used = System.nanoTime();

        boolean isOver() {
            return isHttp2.isDone() && System.nanoTime() - used > (isHttp2.getNow(true) ? LONGEST_IDLE : BELIEVED);
        }
    }

    Openings(Asking asking) {
        this.asking = asking;
    }

    /** Whether {@code origin} speaks HTTP/2; opens a connection where there is none. */
    boolean isHttp2(String origin) throws IOException {
        var known = origins.get(origin);
        if (known == null || known.isOver()) {
            var own = new Opening();
            known = origins.compute(origin, (_, other) -> other == null || other.isOver() ? own : other);
            if (known == own) {
                open(origin, own);
            }
        }
        return outcome(known);
    }

    private void open(String origin, Opening opening) {
        try {
            opening.isHttp2.complete(asking.opensHttp2(origin));
        } catch (IOException | RuntimeException failure) {
            origins.remove(origin, opening);
            opening.isHttp2.completeExceptionally(failure);
        }
    }

    private static boolean outcome(Opening opening) throws IOException {
        try {
            boolean isHttp2 = opening.isHttp2.get();
            if (isHttp2) {
                opening.used = System.nanoTime();
            }
            return isHttp2;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a connection was opened", e);
        } catch (ExecutionException e) {
            throw Failures.of(e);
        }
    }

    /** The connection is in use until now. */
    void used(String origin) {
        var known = origins.get(origin);
        if (known != null) {
            known.used = System.nanoTime();
        }
    }

    /** The connection may be broken, or the node speaks another protocol now. */
    void forget(String origin) {
        origins.remove(origin);
    }
}
