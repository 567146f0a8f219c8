package tw.qiao.bench.chaos;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/** An exchange node as a process of its own, which is killed, stopped and started again. */
final class NodeProcess implements AutoCloseable {
    /** The largest heap. */
    static final int HEAP_MEBIBYTES = 96;

    private static final int PATIENCE_SECONDS = 60;

    private final Path home;
    private final Path output;
    private final Path learned;
    private final Path clock;
    private final Map<String, String> environment;
    private @Nullable Process process;

    NodeProcess(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
        this.output = home.resolveSibling(home.getFileName() + ".log");
        this.learned = home.resolveSibling(home.getFileName() + ".aot");
        this.clock = home.resolveSibling(home.getFileName() + ".clock");
        moveClock(Duration.ZERO);
    }

    /** Starts it; it says itself when it is ready. */
    private void start(String archive) {
        try {
            var started = launch(archive);
            BufferedReader lines = started.inputReader(StandardCharsets.UTF_8);
            // What the virtual machine says of its archive comes first.
            if (lines.lines().noneMatch(line -> line.startsWith("ready "))) {
                throw Problem.unavailable("chaos_node_not_started", "A node did not start; see " + output);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Process launch(String archive) throws IOException {
        var builder =
                new ProcessBuilder(command(archive)).redirectError(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        var started = builder.start();
        process = started;
        return started;
    }

    /** Begins to start it and ends it as {@link #kill()} does, wherever it is then. */
    void startAndKill(int milliseconds) {
        try {
            await(launch(archive()), milliseconds);
            kill();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Has its clock go so much too fast, or too slow. */
    void moveClock(Duration off) {
        MovedClock.move(clock, off);
    }

    /** Whether a virtual machine can keep what it learned; it does so of archives alone. */
    static boolean canLearn() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .allMatch(part -> part.endsWith(".jar"));
    }

    /** Starts it to keep, when it is closed, what its virtual machine learned: later starts take half the time. */
    void startToLearn() {
        start("-XX:AOTCacheOutput=" + learned);
    }

    void start() {
        start(archive());
    }

    private String archive() {
        return Files.exists(learned) ? "-XX:AOTCache=" + learned : "-Xshare:auto";
    }

    /** Cheap to start, because it is started hundreds of times. */
    private List<String> command(String archive) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEBIBYTES + "m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                archive,
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                MovedNode.class.getName(),
                home.toString(),
                clock.toString()));
        return command;
    }

    /** Ends it as a power cut would: it can do nothing more. */
    void kill() {
        var killed = process;
        if (killed != null) {
            killed.destroyForcibly();
            await(killed);
        }
    }

    /** Lets it stand still ({@code STOP}) or go on ({@code CONT}). */
    void signal(String name) {
        var signalled = process;
        if (signalled == null) {
            return;
        }
        try {
            await(new ProcessBuilder("kill", "-" + name, String.valueOf(signalled.pid())).start());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The memory that it takes now, in MiB; 0 where the system does not tell. */
    long residentMebibytes() {
        var measured = process;
        if (measured == null) {
            return 0;
        }
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(measured.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException untold) {
            return 0;
        }
    }

    private static boolean await(Process ended) {
        return await(ended, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }

    private static boolean await(Process ended, long milliseconds) {
        try {
            return ended.waitFor(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("chaos_interrupted", "The run was interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        var ended = process;
        if (ended != null) {
            ended.destroy();
            if (!await(ended)) {
                ended.destroyForcibly();
            }
        }
    }
}
