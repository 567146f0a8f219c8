package tw.qiao.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import tw.qiao.kernel.Problem;
import tw.qiao.launcher.Visitor;

/** How soon the dashboard on births and deaths answers each choice of measure, county and period, over HTTP. */
final class DashboardBench implements Benchmark {
    private static final String PATH = "/dashboards/vital-events";
    private static final List<String> MEASURES = List.of("births", "deaths", "marriages", "divorces");
    private static final List<String> COUNTIES = List.of("", "63000", "64000", "65000", "66000", "67000", "68000");
    private static final List<String> PERIODS =
            List.of("", "&from=2014-04&to=2024-12", "&from=2020-01&to=2020-12", "&from=2024-12&to=2024-12");

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
            measure(visitor, "/data", 1); // warms up
            int rounds = quick ? 1 : 5;
            figures(report, "data", measure(visitor, "/data", rounds));
            figures(report, "page", measure(visitor, "", rounds));
        }
    }

    private static Histogram measure(Visitor visitor, String what, int rounds) {
        var times = new Histogram(TimeUnit.SECONDS.toMicros(60), 3);
        for (int round = 0; round < rounds; round++) {
            for (String measure : MEASURES) {
                for (String county : COUNTIES) {
                    for (String period : PERIODS) {
                        times.recordValue(
                                timed(visitor, PATH + what + "?measure=" + measure + "&county=" + county + period));
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
