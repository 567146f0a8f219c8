package tw.qiao.bench.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import tw.qiao.bench.BenchReport;
import tw.qiao.bench.Target;

/** Many clients that append at once, each its next entry when the one before is durable. */
final class AppendLoad {
    /** The clients at once. */
    static final int CLIENTS = 128;

    private static final String FILLING = "0123456789abcdef".repeat(24);
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private AppendLoad() {}

    /**
     * What a run came to.
     *
     * @param waits in microseconds
     * @param processor microseconds of this process for each entry, those of the clients too
     */
    record Result(double rate, Histogram waits, double processor) {
        double milliseconds(double percentile) {
            return waits.getValueAtPercentile(percentile) / 1000.0;
        }

        void tell(BenchReport report, String name, Target rate, Target median) {
            report.figure("append.rate." + name, rate(), "durable entries/s", rate);
            report.figure("append.p50." + name, milliseconds(50), "ms, closed loop", median);
            report.figure("append.p99." + name, milliseconds(99), "ms, closed loop", Target.none());
        }
    }

    /** The key of an entry. */
    static String key(long number) {
        return "request/ris.gov.tw/%016x".formatted(number * 0x9E37_79B9_7F4A_7C15L);
    }

    /** An entry of 400 octets. */
    static byte[] entry(long number) {
        return "%016d%s".formatted(number, FILLING).getBytes(UTF_8);
    }

    /** What this process has used of the processor. */
    static double processorSeconds() {
        return SYSTEM.getProcessCpuTime() / 1e9;
    }

    /** Appends the entries from {@code from} to, not including, {@code to}; {@code client} is asked for each client. */
    static Result run(long from, long to, Callable<? extends Client> client) {
        var next = new AtomicLong(from);
        var waits = new ConcurrentHistogram(60_000_000, 3);
        double processor = processorSeconds();
        long start = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            var clients = new ArrayList<Future<?>>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> append(client, next, to, waits)));
            }
            for (Future<?> each : clients) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("An entry could not be appended", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double spent = (processorSeconds() - processor) * 1e6;
        return new Result((to - from) / seconds, waits, spent / (to - from));
    }

    private static @Nullable Void append(Callable<? extends Client> factory, AtomicLong next, long to, Histogram waits)
            throws Exception {
        try (var client = factory.call()) {
            for (long number = next.getAndIncrement(); number < to; number = next.getAndIncrement()) {
                String key = key(number);
                byte[] entry = entry(number);
                long start = System.nanoTime();
                client.append(key, entry);
                waits.recordValue((System.nanoTime() - start) / 1000);
            }
        }
        return null;
    }
}
