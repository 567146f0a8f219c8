package tw.qiao.analytics.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Ends the worker process when it takes more memory than it may: the engine's own limit does not count the texts that
 * functions build. Where the system does not tell (no {@code /proc}) nothing is guarded.
 */
final class MemoryGuard {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int KILLED = 137;
    private static final int PAUSE_MILLISECONDS = 50;

    private MemoryGuard() {}

    static void start(int mostMegabytes) {
        if (Files.isReadable(STATUS)) {
            Thread.ofPlatform().daemon().name("memory-guard").start(() -> watch(mostMegabytes * 1024L));
        }
    }

    private static void watch(long mostKilobytes) {
        try {
            while (residentKilobytes() <= mostKilobytes) {
                Thread.sleep(PAUSE_MILLISECONDS);
            }
            System.err.println("The worker took more than " + mostKilobytes / 1024 + " MB and ends");
            Runtime.getRuntime().halt(KILLED);
        } catch (IOException | InterruptedException e) {
            System.err.println("The worker's memory is not guarded any more: " + e);
        }
    }

    private static long residentKilobytes() throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.substring("VmRSS:".length(), line.length() - "kB".length())
                        .strip());
            }
        }
        return 0;
    }
}
