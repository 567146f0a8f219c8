package tw.qiao.bench.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tw.qiao.kernel.Problem;

/** A process that listens at a port. */
final class Daemon implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;

    private Daemon(Process process) {
        this.process = process;
    }

    /** Starts {@code command} with its output in {@code log}, and waits until something listens at {@code port}. */
    static Daemon start(Path log, int port, List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            var daemon = new Daemon(process);
            daemon.await(port, log);
            return daemon;
        } catch (IOException failure) {
            throw new UncheckedIOException(command.getFirst() + " cannot be started", failure);
        }
    }

    /** The command of a Java program with its libraries beside it, as the demo's nodes run. */
    static List<String> java(Path jar, String heap, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = Stream.of(
                java,
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString());
        return Stream.concat(command, Stream.of(arguments)).toList();
    }

    private void await(int port, Path log) {
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!listens(port)) {
            if (!process.isAlive() || System.nanoTime() > patience) {
                process.destroyForcibly();
                throw Problem.unavailable("bench_not_started", "A process did not start; see " + log);
            }
            sleep();
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("bench_interrupted", "The benchmark was interrupted", interrupted);
        }
    }

    /** The number of the process. */
    long number() {
        return process.pid();
    }

    /** Processor time of the process and its children. */
    Duration processorTime() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
