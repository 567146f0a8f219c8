package tw.qiao.node.operations;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** The Java machine and its process: memory, collections of garbage, threads, processor time, open files. */
public final class Machine {
    private Machine() {}

    /** How much of the open files that the system allows this process has, from 0 to 1. */
    public static double openFilesShare() {
        return unix().map(system -> (double) system.getOpenFileDescriptorCount() / system.getMaxFileDescriptorCount())
                .orElse(0.0);
    }

    private static Optional<UnixOperatingSystemMXBean> unix() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? Optional.of(system)
                : Optional.empty();
    }

    static void write(Exposition out) {
        memory(out);
        collections(out);
        out.single(
                "jvm_threads",
                "gauge",
                "Threads of the operating system",
                ManagementFactory.getThreadMXBean().getThreadCount());
        out.single(
                "process_uptime_seconds",
                "gauge",
                "Time since the start",
                ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
        unix().ifPresent(system -> {
            out.single("process_cpu_seconds_total", "counter", "Processor time", system.getProcessCpuTime() / 1e9);
            out.single("process_open_fds", "gauge", "Open files and sockets", system.getOpenFileDescriptorCount());
            out.single("process_max_fds", "gauge", "Allowed open files", system.getMaxFileDescriptorCount());
        });
    }

    private static void memory(Exposition out) {
        var memory = ManagementFactory.getMemoryMXBean();
        out.family("jvm_memory_used_bytes", "gauge", "Memory in use");
        out.sample(
                "jvm_memory_used_bytes",
                "area=\"heap\"",
                memory.getHeapMemoryUsage().getUsed());
        out.sample(
                "jvm_memory_used_bytes",
                "area=\"nonheap\"",
                memory.getNonHeapMemoryUsage().getUsed());
        out.single(
                "jvm_memory_max_bytes",
                "gauge",
                "The largest heap",
                memory.getHeapMemoryUsage().getMax());
    }

    private static void collections(Exposition out) {
        out.family("jvm_gc_collection_seconds", "summary", "Time spent collecting garbage");
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            String labels = Exposition.label("gc", collector.getName());
            out.sample("jvm_gc_collection_seconds_sum", labels, collector.getCollectionTime() / 1e3);
            out.sample("jvm_gc_collection_seconds_count", labels, collector.getCollectionCount());
        }
    }
}
