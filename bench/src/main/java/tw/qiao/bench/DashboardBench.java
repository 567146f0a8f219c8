package tw.qiao.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import tw.qiao.kernel.Problem;
import tw.qiao.launcher.Visitor;

/** How soon the dashboard on births and deaths answers each choice of measure, place and year, over HTTP. */
final class DashboardBench implements Benchmark {
    private static final String PATH = "/dashboards/vital-events";
    private static final List<String> MEASURES = List.of("births", "deaths", "marriages", "divorces");
    private static final List<String> COUNTIES = List.of("", "63000", "64000", "65000", "66000", "67000", "68000");
    private static final List<String> YEARS = List.of("2015", "2018", "2021", "2024");

    @Override
    public String name() {
        return "dashboard";
    }

    @Override
    public String purpose() {
        return "answers of the dashboard on births and deaths for each choice, over HTTP";
    }

    @Override
    public void run(BenchReport report, boolean quick) {
        try (var fresh = new FreshDemo(2_000)) {
            var visitor = new Visitor(fresh.demo().address(), (_, _, _) -> {});
            awaitTables(visitor);
            measure(visitor, 1); // warms up
            figures(report, "page", measure(visitor, quick ? 1 : 5));
        }
    }

    /** The tables are loaded when all else of the demo is ready. */
    private static void awaitTables(Visitor visitor) {
        for (int second = 0; visitor.open(PATH).status() == 503 && second < 300; second++) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
    }

    private static Histogram measure(Visitor visitor, int rounds) {
        var times = new Histogram(TimeUnit.SECONDS.toMicros(60), 3);
        for (int round = 0; round < rounds; round++) {
            for (String measure : MEASURES) {
                for (String county : COUNTIES) {
                    for (String year : YEARS) {
                        times.recordValue(
                                timed(visitor, PATH + "?measure=" + measure + "&place=" + county + "&time=" + year));
                    }
                }
            }
        }
        return times;
    }

    private static long timed(Visitor visitor, String path) {
        long start = System.nanoTime();
        var answer = visitor.open(path);
        long took = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
        if (answer.status() != 200) {
            throw Problem.unavailable("bench_dashboard", path + " answered " + answer.status());
        }
        return took;
    }

    private static void figures(BenchReport report, String id, Histogram times) {
        report.figure(id + ".p50", times.getValueAtPercentile(50) / 1000.0, "ms", Target.none());
        report.figure(id + ".p95", times.getValueAtPercentile(95) / 1000.0, "ms", Target.none());
        report.figure(id + ".longest", times.getMaxValue() / 1000.0, "ms", Target.atMost(300));
    }
}
