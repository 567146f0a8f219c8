package tw.qiao.bench.warehouse;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** The processor time of this process and of some others, in seconds. */
final class Processor {
    private final long[] others;
    private final double start;

    /** Counts from now on; {@code others} are the ids of the processes that count too. */
    Processor(long... others) {
        this.others = others.clone();
        start = now();
    }

    /** What was spent since the start. */
    double seconds() {
        return now() - start;
    }

    private double now() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double spent = Arrays.stream(others)
                .mapToObj(ProcessHandle::of)
                .flatMap(process -> process.flatMap(found -> found.info().totalCpuDuration()).stream())
                .mapToDouble(time -> time.toNanos() / 1e9)
                .sum();
        return system.getProcessCpuTime() / 1e9 + spent;
    }
}
