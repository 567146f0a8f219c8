package tw.qiao.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import tw.qiao.bench.exchange.ExchangeBench;
import tw.qiao.bench.exchange.ProtocolBench;
import tw.qiao.bench.exchange.ServerBench;
import tw.qiao.bench.log.LogBench;
import tw.qiao.bench.warehouse.PeopleCube;
import tw.qiao.bench.warehouse.WarehouseBench;
import tw.qiao.bench.warehouse.WarehouseGrowth;

/** The benchmarks' command line: {@code bench NAME [--quick] [--results FOLDER]}; without a name it lists them. */
public final class Bench {
    private static final List<Benchmark> ALL = List.of(
            new DashboardBench(),
            new ExchangeBench(),
            new JourneyBench(),
            new LogBench(),
            new PeopleCube(),
            new PeoplePages(),
            new ProtocolBench(),
            new ServerBench(),
            new SocietyBench(),
            new WarehouseBench(),
            new WarehouseGrowth());

    private Bench() {}

    /**
     * Runs the named benchmark from the root of the product; ends with 1 when a figure falls short, 2 for a wrong name.
     */
    public static void main(String[] arguments) {
        List<String> words = Arrays.asList(arguments);
        if (words.isEmpty()) {
            ALL.forEach(benchmark -> System.out.printf("%-18s %s%n", benchmark.name(), benchmark.purpose()));
            return;
        }
        int results = words.indexOf("--results");
        Path folder = Path.of(results >= 0 && results + 1 < words.size() ? words.get(results + 1) : "bench/results");
        System.exit(run(words.getFirst(), words.contains("--quick"), folder));
    }

    private static int run(String name, boolean quick, Path folder) {
        for (Benchmark benchmark : ALL) {
            if (benchmark.name().equals(name)) {
                var report = new BenchReport(name, System.out);
                benchmark.run(report, quick);
                return report.finish(folder) == 0 ? 0 : 1;
            }
        }
        System.err.println("No benchmark is called " + name + "; without a name they are listed");
        return 2;
    }
}
