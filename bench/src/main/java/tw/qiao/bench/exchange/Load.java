package tw.qiao.bench.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import tw.qiao.kernel.Problem;

/**
 * One thread that asks over many connections. It costs a few microseconds a request, so that the machine is left to
 * what is measured.
 */
final class Load implements AutoCloseable {
    private static final long SLOWEST_MICROSECONDS = 60_000_000;

    private final Selector selector;
    private final List<Connection> connections = new ArrayList<>();
    private final IntFunction<byte[]> requests;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private Histogram times = histogram();
    private int sent;
    private int answered;
    private int failed;

    /**
     * Opens connections.
     *
     * @param requests the octets of the n-th request
     */
    Load(int port, int connections, IntFunction<byte[]> requests) {
        this.requests = requests;
        try {
            selector = Selector.open();
            for (int i = 0; i < connections; i++) {
                this.connections.add(new Connection(port, selector));
            }
            idle.addAll(this.connections);
        } catch (IOException failure) {
            throw new UncheckedIOException("Nothing listens at port " + port, failure);
        }
    }

    /**
     * What a run came to.
     *
     * @param failed answers with another status than 200
     * @param times in microseconds, from the moment at which the request was due
     */
    record Result(int answered, int failed, double seconds, Histogram times) {
        double rate() {
            return answered / seconds;
        }

        double milliseconds(double percentile) {
            return times.getValueAtPercentile(percentile) / 1000.0;
        }
    }

    /** Every connection asks again as soon as it has its answer. */
    Result closed(Duration span) {
        return run(span, 0);
    }

    /** Requests are due at an even rate, however long answers take. */
    Result open(Duration span, double rate) {
        return run(span, rate);
    }

    private Result run(Duration span, double rate) {
        times = histogram();
        answered = 0;
        failed = 0;
        long start = System.nanoTime();
        long end = start + span.toNanos();
        try {
            int begun = 0;
            while (System.nanoTime() < end) {
                begun = rate == 0 ? begun + sendAll() : sendDue(start, rate, begun);
                take(rate == 0 ? 100 : 1);
            }
            long counted = System.nanoTime() - start;
            int inTime = answered;
            finish();
            return new Result(inTime, failed, counted / 1e9, times);
        } catch (IOException failure) {
            throw new UncheckedIOException("The connection broke", failure);
        }
    }

    private int sendAll() throws IOException {
        int count = idle.size();
        while (!idle.isEmpty()) {
            idle.poll().send(requests.apply(sent++), System.nanoTime());
        }
        return count;
    }

    private int sendDue(long start, double rate, int begun) throws IOException {
        int next = begun;
        for (long due = due(start, rate, next); due <= System.nanoTime() && !idle.isEmpty(); ) {
            idle.poll().send(requests.apply(sent++), due);
            due = due(start, rate, ++next);
        }
        return next;
    }

    private static long due(long start, double rate, int number) {
        return start + (long) (number / rate * 1e9);
    }

    private void take(long milliseconds) throws IOException {
        selector.select(milliseconds);
        for (SelectionKey key : selector.selectedKeys()) {
            Connection connection = (Connection) key.attachment();
            if (connection.proceed()) {
                times.recordValue(Math.min((System.nanoTime() - connection.due()) / 1000, SLOWEST_MICROSECONDS));
                answered++;
                failed += connection.status() == 200 ? 0 : 1;
                idle.add(connection);
            }
        }
        selector.selectedKeys().clear();
    }

    private void finish() throws IOException {
        long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (idle.size() < connections.size()) {
            take(100);
            if (System.nanoTime() > patience) {
                throw Problem.unavailable("bench_no_answer", "Requests were not answered within 30 s");
            }
        }
    }

    private static Histogram histogram() {
        return new Histogram(SLOWEST_MICROSECONDS, 3);
    }

    @Override
    public void close() {
        try {
            for (Connection connection : connections) {
                connection.close();
            }
            selector.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
