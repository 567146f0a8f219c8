package tw.qiao.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tw.qiao.bench.exchange.ExchangeBench;
import tw.qiao.bench.exchange.ProtocolBench;
import tw.qiao.bench.exchange.ServerBench;
import tw.qiao.bench.log.LogBench;
import tw.qiao.bench.warehouse.PeopleCube;
import tw.qiao.bench.warehouse.WarehouseBench;
import tw.qiao.bench.warehouse.WarehouseGrowth;

/**
 * The benchmarks' command line: {@code bench NAME [--quick] [--results FOLDER]}; without a name it lists them. With
 * {@code --trino FOLDER} the warehouse is measured beside the server of Trino in that folder, too.
 */
public final class Bench {
    private Bench() {}

    private static List<Benchmark> all(Optional<Path> trino) {
        return List.of(
                new DashboardBench(),
                new ExchangeBench(),
                new JourneyBench(),
                new LogBench(),
                new PeopleCube(),
                new PeoplePages(),
                new ProtocolBench(),
                new ServerBench(),
                new SocietyBench(),
                new WarehouseBench(trino),
                new WarehouseGrowth());
    }

    /**
     * Runs the named benchmark from the root of the product; ends with 1 when a figure falls short, 2 for a wrong name.
     */
    public static void main(String[] arguments) {
        List<String> words = Arrays.asList(arguments);
        List<Benchmark> all = all(folder(words, "--trino"));
        if (words.isEmpty()) {
            all.forEach(benchmark -> System.out.printf("%-18s %s%n", benchmark.name(), benchmark.purpose()));
            return;
        }
        Path results = folder(words, "--results").orElse(Path.of("bench/results"));
        System.exit(run(all, words.getFirst(), words.contains("--quick"), results));
    }

    private static Optional<Path> folder(List<String> words, String option) {
        int at = words.indexOf(option);
        return at >= 0 && at + 1 < words.size() ? Optional.of(Path.of(words.get(at + 1))) : Optional.empty();
    }

    private static int run(List<Benchmark> all, String name, boolean quick, Path folder) {
        for (Benchmark benchmark : all) {
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
