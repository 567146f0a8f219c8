package tw.qiao.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says what is missing on this machine and how to get it. */
@Command(name = "doctor", description = "Says what is missing on this machine and how to get it.")
final class Doctor implements Callable<Integer> {
    private static final long GIBIBYTE = 1L << 30;
    private static final Path FONTS = Path.of("/usr/share/fonts/truetype/cns11643");

    /** One thing looked at. */
    private record Finding(boolean needed, boolean present, String what, String remedy) {}

    @Override
    public Integer call() {
        List<Finding> findings = List.of(
                new Finding(true, Runtime.version().feature() >= 25, "JDK " + Runtime.version(), "Install a JDK 25"),
                new Finding(true, onPath("mvn"), "Apache Maven 3.8 or newer", "apt-get install maven"),
                new Finding(
                        true,
                        System.getProperty("os.name").equals("Linux")
                                && System.getProperty("os.arch").equals("amd64"),
                        "Linux on x86-64, for the embedded PostgreSQL",
                        "Run Qiao on Linux on x86-64"),
                new Finding(
                        true,
                        !"root".equals(System.getProperty("user.name")) || onPath("unshare"),
                        "A way to run PostgreSQL, which refuses to run as root",
                        "Run as an ordinary user, or apt-get install util-linux"),
                new Finding(true, memory() >= 4 * GIBIBYTE, "4 GiB of memory", "Use a machine with more memory"),
                new Finding(true, disk() >= 3 * GIBIBYTE, "3 GiB of free disk", "Make room on the disk"),
                new Finding(
                        false,
                        onPath("chromium") || onPath("chromium-browser") || onPath("google-chrome"),
                        "Chromium, for the browser tests of ./qiao verify",
                        "apt-get install chromium"),
                new Finding(
                        false,
                        onPath("nginx") || Files.isExecutable(Path.of("/usr/sbin/nginx")),
                        "nginx, which ./qiao bench exchange compares with",
                        "apt-get install nginx-light"),
                new Finding(
                        false,
                        Files.isDirectory(FONTS),
                        "The whole 全字庫 fonts, for certificates with rare characters",
                        "apt-get install fonts-cns11643-sung fonts-cns11643-kai"));
        findings.forEach(Doctor::print);
        long missing = findings.stream()
                .filter(finding -> finding.needed() && !finding.present())
                .count();
        System.out.println(missing == 0 ? "Qiao can run here." : "Missing: " + missing + ". Qiao cannot run here yet.");
        return missing == 0 ? 0 : 1;
    }

    private static void print(Finding finding) {
        if (finding.present()) {
            System.out.println("  ✓ " + finding.what());
        } else {
            System.out.println(
                    "  " + (finding.needed() ? "✗ " : "· ") + finding.what() + " — missing. " + finding.remedy());
        }
    }

    private static boolean onPath(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(":", -1)).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static long memory() {
        var bean = java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        return bean instanceof com.sun.management.OperatingSystemMXBean system ? system.getTotalMemorySize() : 0;
    }

    private static long disk() {
        try {
            return Files.getFileStore(Path.of(".")).getUsableSpace();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
