package tw.qiao.bench.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import tw.qiao.bench.BenchReport;
import tw.qiao.bench.Target;
import tw.qiao.kernel.Problem;

/**
 * Where the processor time of Java processes goes, by what their threads do each 5 ms of it (JEP 509). The recordings
 * stay beside the result, to be opened with JDK Mission Control.
 */
final class CostProfile {
    private static final Duration PERIOD = Duration.ofMillis(5);
    private static final String SETTINGS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <configuration version="2.0"><event name="jdk.CPUTimeSample"><setting name="enabled">true</setting>
            <setting name="throttle">5ms</setting><setting name="stackTrace">true</setting></event></configuration>
            """;

    /** What a thread works on: the topmost frame that tells decides. */
    enum Part {
        NETWORK("sun\\.nio\\.ch\\.(Socket|EPoll|Net|Poller).*"),
        SIGNATURES("tw\\.qiao\\.kernel\\.(signature\\..*|log\\.(SigningGroup|GroupSignature|VerifiedRoots).*)"),
        LOG("tw\\.qiao\\.(kernel\\.log\\..*|kernel\\.CanonicalJson|node\\.store\\..*|node\\.Evidence)"),
        MESSAGES("tw\\.qiao\\.node\\.message\\..*"),
        TLS("(sun\\.security\\.ssl|io\\.helidon\\.common\\.socket)\\..*"),
        HTTP("(io\\.helidon|tw\\.qiao\\.node\\.http)\\..*"),
        NODE("tw\\.qiao\\.node\\..*"),
        THREADS("java\\.(lang\\.VirtualThread|util\\.concurrent\\.ForkJoin).*");

        private final Pattern types;

        Part(String types) {
            this.types = Pattern.compile(types);
        }
    }

    private final Map<Part, Duration> parts = new EnumMap<>(Part.class);

    private CostProfile() {}

    /** Measures {@code topology} while {@code work} runs. */
    static CostProfile of(Topology topology, Path folder, Runnable work) {
        var daemons = Map.of("consumer", topology.consumer(), "provider", topology.provider());
        try {
            Path settings = Files.writeString(folder.resolve("cost.jfc"), SETTINGS);
            daemons.forEach((role, daemon) -> command(daemon, "JFR.start", "name=cost", "settings=" + settings));
            work.run();
            var profile = new CostProfile();
            for (var daemon : daemons.entrySet()) {
                Path recording = folder.resolve("exchange-" + daemon.getKey() + ".jfr");
                command(daemon.getValue(), "JFR.stop", "name=cost", "filename=" + recording);
                profile.read(recording);
            }
            return profile;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void command(Daemon daemon, String... words) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        var command = new ArrayList<>(List.of(jcmd.toString(), Long.toString(daemon.number())));
        command.addAll(List.of(words));
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw Problem.unavailable("bench_no_profile", "The flight recorder does not answer: " + command);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("bench_interrupted", "The benchmark was interrupted", interrupted);
        }
    }

    private void read(Path recording) throws IOException {
        try (var events = new RecordingFile(recording)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getStackTrace() != null) {
                    parts.merge(part(event), PERIOD, Duration::plus);
                }
            }
        }
    }

    private static Part part(RecordedEvent event) {
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            String type = frame.getMethod().getType().getName();
            for (Part part : Part.values()) {
                if (part.types.matcher(type).matches()) {
                    return part;
                }
            }
        }
        return Part.THREADS;
    }

    /** Reports microseconds of each exchange, and what no thread of Java did. */
    void report(BenchReport report, int exchanges, double whole) {
        double rest = whole;
        for (Part part : Part.values()) {
            double cost = parts.getOrDefault(part, Duration.ZERO).toNanos() / 1000.0 / exchanges;
            rest -= cost;
            String id = "small.cost." + part.name().toLowerCase(Locale.ROOT);
            report.figure(id, cost, "microseconds of processor, both hops", Target.none());
        }
        report.figure("small.cost.runtime", rest, "microseconds of compiler, collector and system", Target.none());
    }
}
