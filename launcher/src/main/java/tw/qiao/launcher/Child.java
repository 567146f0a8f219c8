package tw.qiao.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tw.qiao.kernel.Problem;

/**
 * A process that the launcher started: logs to a file of its own, is known by a pid file, and is stopped in the end.
 */
final class Child implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path logs;
    private final int signal;
    private final Process process;

    private Child(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path logs,
            int signal,
            Process process) {
        this.name = name;
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.logs = logs;
        this.signal = signal;
        this.process = process;
    }

    /** Starts {@code command}; {@code signal} is what asks it to stop (15 is SIGTERM). */
    static Child start(String name, List<String> command, Path logs, int signal) {
        return start(name, command, Map.of(), logs, signal);
    }

    private static Child start(
            String name, List<String> command, Map<String, String> environment, Path logs, int signal) {
        try {
            Files.createDirectories(logs);
            var builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            logs.resolve(name + ".log").toFile()))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            Files.writeString(logs.resolve(name + ".pid"), process.pid() + "\n");
            return new Child(name, command, environment, logs, signal, process);
        } catch (IOException failure) {
            throw new UncheckedIOException("The process " + name + " cannot be started", failure);
        }
    }

    /**
     * Starts a Java program of Qiao: {@code jar} with its libraries beside it. Secrets go by {@code environment},
     * because everybody on the machine can see arguments.
     */
    static Child java(
            String name,
            Path jar,
            List<String> options,
            List<String> arguments,
            Map<String, String> environment,
            Path logs) {
        return start(name, command(jar, options, arguments), environment, logs, 15);
    }

    /** Starts a Java program of Qiao that leaves the processors to all others. */
    static Child javaGivingWay(String name, Path jar, List<String> options, List<String> arguments, Path logs) {
        var command = new ArrayList<>(List.of("nice", "-n", "19"));
        command.addAll(command(jar, options, arguments));
        return start(name, command, Map.of(), logs, 15);
    }

    private static List<String> command(Path jar, List<String> options, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "-jar",
                jar.toString()));
        command.addAll(arguments);
        return command;
    }

    /** The same program again, after it has ended. */
    Child again() {
        return start(name, command, environment, logs, signal);
    }

    /**
     * Stops the process that a pid file of an earlier run still names: the launcher was killed and could not do so
     * itself.
     */
    static void stopLeftOver(Path pidFile) {
        try {
            if (!Files.exists(pidFile)) {
                return;
            }
            String first = Files.readAllLines(pidFile).getFirst().strip();
            ProcessHandle.of(Long.parseLong(first))
                    .filter(process -> isOurs(process))
                    .ifPresent(process -> stop(process, 2));
        } catch (IOException | NumberFormatException unreadable) {
            throw new IllegalStateException("The pid file cannot be read: " + pidFile, unreadable);
        }
    }

    /** Process numbers are used again by the system, so only a process that looks like ours is stopped. */
    private static boolean isOurs(ProcessHandle process) {
        String command = process.info().commandLine().orElse("");
        return command.contains("postgres")
                || command.contains("platform.jar")
                || command.contains("exchange-node.jar");
    }

    String name() {
        return name;
    }

    Path log() {
        return logs.resolve(name + ".log");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Kills the process at once, as a crash would, and waits until it is gone. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                throw Problem.unavailable("process_unkillable", name + " does not die");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop(process.toHandle(), signal);
        }
    }

    private static void stop(ProcessHandle process, int signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            long deadline = System.nanoTime() + GRACE.toNanos();
            while (process.isAlive() && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            if (process.isAlive()) {
                process.destroyForcibly();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
