package tw.qiao.node.limit;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.Body;

/**
 * Keeps one system that is asked (隔艙) from taking more than its part of the node: so many calls at a time as it bears,
 * a short queue with fair shares for those who ask, and none at all while it fails.
 */
public final class Bulkhead {
    private static final int FIRST = 128;
    private static final int LEAST = 16;
    private static final int MOST = 512;
    private static final int WAITING = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Kind kind;
    private final LongSupplier nanos;
    private final FairGate gate;
    private final AdaptiveLimit limit;
    private final Breaker breaker = new Breaker(Duration.ofSeconds(1), LONGEST_PAUSE);

    /** What stands behind a bulkhead. */
    public enum Kind {
        /** A service of this node. */
        SERVICE,
        /** A service of another member, behind its nodes. */
        PEER;

        /** Whether a problem means that what stands behind failed, and not this node or the question. */
        private boolean failed(Problem problem) {
            return this == SERVICE
                    ? problem.retryable() && problem.code().startsWith("server.serverproxy.service_failed.")
                    : problem.code().endsWith(".network_error");
        }

        private Problem full() {
            return this == SERVICE ? Overload.node() : Overload.outgoing();
        }

        private Problem open(Duration after) {
            return this == SERVICE ? Overload.serviceOpen(after) : Overload.peerOpen(after);
        }
    }

    /** What a bulkhead has to know of a result. */
    public interface Result<T> {
        /** Whether it means that the system behind failed. */
        boolean fails(T result);

        /** Its body, which may still be coming. */
        default Body body(T result) {
            return Body.EMPTY;
        }
    }

    Bulkhead(Kind kind) {
        this(kind, FIRST, WAITING, System::nanoTime);
    }

    Bulkhead(Kind kind, int first, int waiting, LongSupplier nanos) {
        this.kind = kind;
        this.nanos = nanos;
        this.gate = new FairGate(first, waiting);
        this.limit = new AdaptiveLimit(first, Math.min(LEAST, first), Math.max(MOST, first), nanos.getAsLong());
    }

    /**
     * Does {@code work}, or refuses it. Its place is free again at the end of the result, which may be passed on while
     * it comes; how the system does is told by the result's head.
     *
     * @param party who asks; parties get equal shares
     * @param remaining how long the party still waits
     * @param results what its results mean
     */
    public <T> T run(String party, Duration remaining, Supplier<T> work, Result<T> results) {
        long wait = breaker.waitNanos(nanos.getAsLong());
        if (wait > 0) {
            throw kind.open(Duration.ofNanos(wait));
        }
        long started = nanos.getAsLong();
        if (!gate.enters(party, Math.min(PATIENCE.toNanos(), remaining.toNanos()))) {
            throw kind.full();
        }
        if (nanos.getAsLong() - started > remaining.toNanos()) {
            gate.leave(party, limit.now());
            throw Overload.late();
        }
        return admitted(party, work, results);
    }

    private <T> T admitted(String party, Supplier<T> work, Result<T> results) {
        long began = nanos.getAsLong();
        if (!breaker.passes(began)) {
            gate.leave(party, limit.now());
            throw kind.open(Duration.ofNanos(Math.max(1, breaker.waitNanos(began))));
        }
        return Places.during(() -> watched(began, work, results), results::body, () -> gate.leave(party, limit.now()));
    }

    private <T> T watched(long began, Supplier<T> work, Result<T> results) {
        boolean failed = true;
        try {
            T result = work.get();
            failed = results.fails(result);
            return result;
        } catch (Problem problem) {
            failed = kind.failed(problem);
            throw problem;
        } finally {
            long ended = nanos.getAsLong();
            breaker.ended(failed, ended);
            limit.after(failed, ended - began, gate.inside(), ended);
        }
    }
}
