package tw.qiao.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory that a process holds, as Linux counts it. */
final class ResidentMemory {
    private ResidentMemory() {}

    /**
     * The resident set of process {@code pid} in bytes, pages that several share counted in parts; 0 once it is gone.
     */
    static long of(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                            .filter(line -> line.startsWith("Pss:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    * 1024;
        } catch (IOException gone) {
            return 0;
        }
    }
}
