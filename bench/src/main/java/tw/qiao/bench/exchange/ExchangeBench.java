package tw.qiao.bench.exchange;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import tw.qiao.bench.BenchReport;
import tw.qiao.bench.Benchmark;
import tw.qiao.bench.Target;
import tw.qiao.bench.TemporaryFolder;

/** How many exchanges a second this machine carries, beside gateways that neither sign nor log. */
public final class ExchangeBench implements Benchmark {
    private static final int ROUNDS = 3;
    private static final double CALM = 1_000;

    @Override
    public String name() {
        return "exchange";
    }

    @Override
    public String purpose() {
        return "signed, authorised, logged and verified exchanges beside nginx and Spring Cloud Gateway";
    }

    @Override
    public void run(BenchReport report, boolean quick) {
        Nginx.require();
        Path home = Path.of(System.getProperty("qiao.home", ".")).toAbsolutePath();
        try (var folder = TemporaryFolder.create();
                var system = new ProviderSystem(folder.path())) {
            new Run(report, home, folder.path(), system.port(), quick).measure();
        }
    }

    /** One run: warm all up, then measure them in turn. */
    private record Run(BenchReport report, Path home, Path folder, int system, boolean quick) {
        void measure() {
            var topologies = new ArrayList<Topology>();
            try {
                topologies.add(NginxPair.start(folder, system));
                topologies.add(GatewayPair.start(home, folder, system));
                topologies.add(NodePair.startSigningEach(home, folder.resolve("each"), system));
                topologies.add(NodePair.start(home, folder.resolve("nodes"), system));
                topologies.forEach(this::warmUp);
                small(topologies);
                costs(topologies.getLast());
                growth(topologies.getLast());
                mixed(topologies.getLast());
                mixedWithLarge(topologies.getLast());
                calm(topologies);
            } finally {
                topologies.forEach(Topology::close);
            }
        }

        private void warmUp(Topology topology) {
            try (var load = Measured.load(topology, _ -> Size.SMALL)) {
                load.closed(Duration.ofSeconds(quick ? 5 : 75));
            }
        }

        /** In turn and several times, so that what disturbs the machine disturbs all; the middle round counts. */
        private void small(List<Topology> topologies) {
            Map<String, List<Measured>> rounds = new LinkedHashMap<>();
            for (int round = 0; round < (quick ? 1 : ROUNDS); round++) {
                for (Topology topology : topologies) {
                    rounds.computeIfAbsent(topology.name(), _ -> new ArrayList<>())
                            .add(closed(topology, _ -> Size.SMALL));
                }
            }
            Map<String, Double> rates = new LinkedHashMap<>();
            rounds.forEach((name, all) -> rates.put(name, told(name, all)));
            report.figure("small.ratio.gateway", ratio(rates, "qiao", "gateway"), "of the gateway", Target.atLeast(1));
            report.figure("small.ratio.nginx", ratio(rates, "qiao", "nginx"), "of nginx", Target.atLeast(0.2));
            report.figure("small.ratio.each", ratio(rates, "each", "gateway"), "of the gateway", Target.atLeast(0.65));
        }

        private static double ratio(Map<String, Double> rates, String ours, String peer) {
            return rates.getOrDefault(ours, 0.0) / rates.getOrDefault(peer, Double.NaN);
        }

        private double told(String name, List<Measured> rounds) {
            Measured middle = Measured.middle(rounds, Measured::rate);
            report.figure("small.rate." + name, middle.rate(), "exchanges/s", Target.none());
            report.figure("small.p99." + name, middle.p99(), "ms, closed loop", Target.none());
            report.figure("small.cpu." + name, middle.cpu(), "microseconds of processor, both hops", Target.none());
            if (middle.failed() > 0) {
                report.figure("small.failed." + name, middle.failed(), "answers other than 200", Target.atMost(0));
            }
            return middle.rate();
        }

        private Measured closed(Topology topology, IntFunction<Size> sizes) {
            return Measured.closed(topology, sizes, quick ? 4 : 10);
        }

        /** What one small exchange of the nodes is made of. */
        private void costs(Topology ours) {
            try (var load = Measured.load(ours, _ -> Size.SMALL)) {
                Duration before = ours.processorTime();
                var result = new AtomicReference<Load.Result>();
                var profile =
                        CostProfile.of(ours, folder, () -> result.set(load.closed(Duration.ofSeconds(quick ? 4 : 10))));
                int answered = result.get().answered();
                double whole = ours.processorTime().minus(before).toNanos() / 1000.0 / answered;
                profile.report(report, answered, whole);
            }
        }

        /** How the rate grows with the number of systems that ask at once. */
        private void growth(Topology ours) {
            for (int connections = 1; connections <= 8; connections *= 2) {
                try (var load =
                        new Load(ours.port(), connections, _ -> ours.request().apply(Size.SMALL))) {
                    load.closed(Duration.ofSeconds(1));
                    double rate = load.closed(Duration.ofSeconds(quick ? 2 : 5)).rate();
                    report.figure("small.rate.connections." + connections, rate, "exchanges/s", Target.none());
                }
            }
        }

        private void mixed(Topology ours) {
            Measured measured = warm(ours, Size::ofMix);
            report.figure("mix.rate", measured.rate(), "exchanges/s of 2 to 100 kB", Target.atLeast(3_000));
            report.figure("mix.cpu", measured.cpu(), "microseconds of processor, both hops", Target.none());
        }

        /** One answer in a hundred goes over the disks of both nodes. */
        private void mixedWithLarge(Topology ours) {
            Measured measured = warm(ours, Size::ofWholeMix);
            report.figure("mix.large.rate", measured.rate(), "exchanges/s of 2 kB to 10 MB", Target.none());
            report.figure("mix.large.cpu", measured.cpu(), "microseconds of processor, both hops", Target.none());
        }

        private Measured warm(Topology ours, IntFunction<Size> sizes) {
            try (var load = Measured.load(ours, sizes)) {
                load.closed(Duration.ofSeconds(quick ? 2 : 15));
            }
            return closed(ours, sizes);
        }

        /** What the nodes add to the slowest hundredth, beside nginx, where there is room. */
        private void calm(List<Topology> topologies) {
            Map<String, Double> p99 = new LinkedHashMap<>();
            for (Topology topology : topologies) {
                try (var load = Measured.load(topology, _ -> Size.SMALL)) {
                    load.open(Duration.ofSeconds(1), CALM);
                    Load.Result result = load.open(Duration.ofSeconds(quick ? 3 : 10), CALM);
                    p99.put(topology.name(), result.milliseconds(99));
                    report.figure(
                            "calm.p99." + topology.name(), result.milliseconds(99), "ms at 1000/s", Target.none());
                }
            }
            report.figure(
                    "calm.added",
                    p99.getOrDefault("qiao", Double.NaN) - p99.getOrDefault("nginx", Double.NaN),
                    "ms over nginx",
                    Target.atMost(15));
        }
    }
}
