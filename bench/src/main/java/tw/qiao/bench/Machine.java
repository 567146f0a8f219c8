package tw.qiao.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The facts of a machine without which a figure says little; {@code load} is that of the last minute at the start. */
record Machine(
        String processor,
        int cores,
        @JsonProperty("memory_gib") double memoryGib,
        String system,
        String java,
        double load) {
    static Machine here() {
        return new Machine(
                after("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                memory(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static double memory() {
        String digits = after("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Math.round(Long.parseLong(digits) / 104_857.6) / 10.0;
    }

    private static String after(String file, String key) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException absent) {
            return "unknown";
        }
    }
}
