package tw.qiao.bench.exchange;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tw.qiao.bench.BenchReport;
import tw.qiao.bench.Benchmark;
import tw.qiao.bench.Target;
import tw.qiao.bench.TemporaryFolder;

/** What an exchange costs where the nodes speak HTTP/1.1 with each other, and where they speak HTTP/2. */
public final class ProtocolBench implements Benchmark {
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 5;

    @Override
    public String name() {
        return "protocols";
    }

    @Override
    public String purpose() {
        return "processor time of an exchange over HTTP/1.1 and over HTTP/2 between the nodes";
    }

    @Override
    public void run(BenchReport report, boolean quick) {
        Nginx.require();
        Path home = Path.of(System.getProperty("qiao.home", ".")).toAbsolutePath();
        try (var folder = TemporaryFolder.create();
                var system = new ProviderSystem(folder.path());
                var http1 = NodePair.startSpeaking("http1", home, folder.path().resolve("http1"), system.port());
                var http2 = NodePair.startSpeaking("http2", home, folder.path().resolve("http2"), system.port())) {
            measure(report, List.of(http1, http2), quick);
        }
    }

    /** In turn and several times, so that what disturbs the machine disturbs both; the middle round counts. */
    private static void measure(BenchReport report, List<Topology> topologies, boolean quick) {
        topologies.forEach(topology -> cost(topology, Size.SMALL, quick ? 5 : 60));
        for (Size size : List.of(Size.SMALL, Size.KB_10)) {
            Map<String, List<Double>> costs = new LinkedHashMap<>();
            for (int round = 0; round < (quick ? 1 : ROUNDS); round++) {
                for (Topology topology : topologies) {
                    costs.computeIfAbsent(topology.name(), _ -> new ArrayList<>())
                            .add(cost(topology, size, quick ? 4 : 10));
                }
            }
            costs.forEach((name, rounds) -> told(report, size, name, rounds));
        }
    }

    private static void told(BenchReport report, Size size, String name, List<Double> rounds) {
        var sorted = rounds.stream().sorted(Comparator.naturalOrder()).toList();
        String id = size.name().toLowerCase(Locale.ROOT) + ".cpu." + name;
        String unit = "microseconds of processor, both nodes";
        report.figure(id, sorted.get(sorted.size() / 2), unit, Target.none());
        report.figure(id + ".least", sorted.getFirst(), unit, Target.none());
        report.figure(id + ".most", sorted.getLast(), unit, Target.none());
    }

    private static double cost(Topology topology, Size size, int seconds) {
        byte[] request = topology.request().apply(size);
        try (var load = new Load(topology.port(), CONNECTIONS, _ -> request)) {
            load.closed(Duration.ofSeconds(1));
            Duration before = topology.processorTime();
            int answered = load.closed(Duration.ofSeconds(seconds)).answered();
            return topology.processorTime().minus(before).toNanos() / 1000.0 / answered;
        }
    }
}
