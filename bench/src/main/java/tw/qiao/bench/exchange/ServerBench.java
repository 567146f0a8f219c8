package tw.qiao.bench.exchange;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import tw.qiao.bench.BenchReport;
import tw.qiao.bench.Benchmark;
import tw.qiao.bench.Target;
import tw.qiao.bench.TemporaryFolder;

/**
 * What an exchange costs where two hops only forward, by the web server and client that they have, beside the nodes:
 * how much of an exchange another server could spare. At an even rate, which nodes carry too, threads are woken for
 * each message; where they are busy, they find the next one already there.
 */
public final class ServerBench implements Benchmark {
    /** The one that the nodes have. */
    private static final String PRESENT = "helidon";

    private static final List<String> SERVERS =
            List.of(PRESENT, "sockets", "jetty", "jetty-client", "vertx", "vertx-native", "vertx-threads");
    /** What costs nothing. */
    private static final String NONE = "none";

    private static final int ROUNDS = 5;
    private static final double CALM = 500;
    private static final int WARM = 50_000;
    private static final int MOST_TURNS = 120;
    private static final String UNIT = "microseconds of processor, both hops";

    @Override
    public String name() {
        return "servers";
    }

    @Override
    public String purpose() {
        return "what forwarding costs with Helidon, Jetty and Vert.x, and how much of an exchange of the nodes it is";
    }

    @Override
    public void run(BenchReport report, boolean quick) {
        Nginx.require();
        Path home = Path.of(System.getProperty("qiao.home", ".")).toAbsolutePath();
        try (var folder = TemporaryFolder.create();
                var system = new ProviderSystem(folder.path())) {
            measure(report, home, folder.path(), system.port(), quick);
        }
    }

    private static void measure(BenchReport report, Path home, Path folder, int system, boolean quick) {
        var topologies = new ArrayList<Topology>();
        try {
            for (String server : SERVERS) {
                topologies.add(ServerPair.start(server, home, folder, system));
            }
            topologies.add(GatewayPair.start(home, folder, system));
            topologies.add(NodePair.start(home, folder.resolve("nodes"), system));
            topologies.forEach(topology -> warmUp(topology, quick));
            int seconds = quick ? 2 : 5;
            told(report, "busy.", rounds(topologies, quick, each -> Measured.closed(each, _ -> Size.SMALL, seconds)));
            told(report, "calm.", rounds(topologies, quick, each -> Measured.open(each, CALM, seconds)));
        } finally {
            topologies.forEach(Topology::close);
        }
    }

    /** By exchanges and not by time: what is slow would be compiled later. */
    private static void warmUp(Topology topology, boolean quick) {
        try (var load = Measured.load(topology, _ -> Size.SMALL)) {
            int answered = 0;
            for (int turn = 0; answered < (quick ? 1_000 : WARM) && turn < MOST_TURNS; turn++) {
                answered += load.closed(Duration.ofSeconds(1)).answered();
            }
        }
    }

    /** In turn and several times, so that what disturbs the machine disturbs all. */
    private static Map<String, List<Measured>> rounds(
            List<Topology> topologies, boolean quick, Function<Topology, Measured> measure) {
        Map<String, List<Measured>> rounds = new LinkedHashMap<>();
        for (int round = 0; round < (quick ? 1 : ROUNDS); round++) {
            for (Topology topology : topologies) {
                rounds.computeIfAbsent(topology.name(), _ -> new ArrayList<>()).add(measure.apply(topology));
            }
        }
        return rounds;
    }

    private static void told(BenchReport report, String load, Map<String, List<Measured>> rounds) {
        Map<String, Double> costs = new LinkedHashMap<>();
        rounds.forEach((name, all) -> costs.put(name, told(report, load, name, all)));
        double whole = costs.getOrDefault("qiao", Double.NaN);
        double own = whole - costs.getOrDefault(PRESENT, Double.NaN);
        double gateway = costs.getOrDefault("gateway", Double.NaN);
        report.figure(load + "own.cpu", own, "microseconds that nodes need beyond " + PRESENT, Target.none());
        report.figure(load + "own.share", own / whole, "of an exchange", Target.none());
        report.figure(load + "gateway", gateway / whole, "of the gateway, by processor time", Target.none());
        costs.put(NONE, 0.0);
        for (String server : Stream.concat(SERVERS.stream(), Stream.of(NONE)).toList()) {
            double then = own + costs.getOrDefault(server, Double.NaN);
            report.figure(load + "most." + server, whole / then, "of today's rate, at the most", Target.none());
            report.figure(load + "gateway." + server, gateway / then, "of the gateway, at the most", Target.none());
        }
    }

    /** Answers the processor time of the round in the middle. */
    private static double told(BenchReport report, String load, String name, List<Measured> rounds) {
        double cpu = Measured.middle(rounds, Measured::cpu).cpu();
        report.figure(load + "cpu." + name, cpu, UNIT, Target.none());
        report.figure(load + "cpu." + name + ".least", least(rounds), UNIT, Target.none());
        double rate = Measured.middle(rounds, Measured::rate).rate();
        report.figure(load + "rate." + name, rate, "exchanges/s", Target.none());
        report.figure(
                load + "p99." + name, Measured.middle(rounds, Measured::p99).p99(), "ms", Target.none());
        int failed = rounds.stream().mapToInt(Measured::failed).sum();
        report.figure(load + "failed." + name, failed, "answers other than 200", Target.atMost(0));
        return cpu;
    }

    private static double least(List<Measured> rounds) {
        return rounds.stream().mapToDouble(Measured::cpu).min().orElse(Double.NaN);
    }
}
