package tw.qiao.bench.warehouse;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import tw.qiao.analytics.cubes.AnswerCache;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeDesk;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.cubes.Rollup;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.engine.WorkerCommand;
import tw.qiao.analytics.query.Queries;
import tw.qiao.analytics.query.WarehouseCatalogue;
import tw.qiao.analytics.tables.SnapshotCache;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.bench.BenchReport;
import tw.qiao.bench.Benchmark;
import tw.qiao.bench.Target;
import tw.qiao.bench.TemporaryFolder;

/**
 * How soon a cube over a row for each person of a society as large as Taiwan answers what a board of it would ask: at
 * first, and for filters that nobody chose before: over a row for each person, and over their sums. All people are
 * synthetic.
 */
public final class PeopleCube implements Benchmark {
    private static final int EVERYBODY = 23_600_000;
    private static final long ROOM = 2_000_000;
    private static final Logger ICEBERG = Logger.getLogger("org.apache.iceberg"); // held, so that it is not forgotten

    @Override
    public String name() {
        return "people-cube";
    }

    @Override
    public String purpose() {
        return "a cube over 23.6 million synthetic people: the first answers, and filters that are new";
    }

    @Override
    public void run(BenchReport report, boolean quick) {
        ICEBERG.setLevel(Level.SEVERE);
        try (var folder = TemporaryFolder.create();
                EmbeddedPostgres catalogue = EmbeddedPostgres.start()) {
            String url = catalogue.getJdbcUrl("postgres", "postgres");
            try (var warehouse =
                    Warehouse.open(url, "postgres", "", folder.path().resolve("tables"))) {
                fill(report, warehouse, folder.path(), quick ? 1_000_000 : EVERYBODY);
                var command = WorkerCommand.classPath(
                        System.getProperty("java.class.path"),
                        warehouse.folder(),
                        folder.path().resolve("worker"));
                measure(report, warehouse, command, "table.", _ -> Target.none());
                Rollup.fill(new SnapshotCache(warehouse), SyntheticPeople.cube(), command);
                measure(report, warehouse, command, "summed.", Target::atMost);
            }
        } catch (IOException failure) {
            throw new IllegalStateException("The cube's benchmark could not run", failure);
        }
    }

    /** With a worker that was asked nothing yet. */
    private static void measure(
            BenchReport report, Warehouse warehouse, WorkerCommand command, String id, DoubleFunction<Target> target) {
        try (var worker = SupervisedWorker.start(command, Duration.ofSeconds(61))) {
            worker.pid(); // a board is not opened before its worker is there
            new Run(report, warehouse, worker, "people." + id, target).measure();
        }
    }

    private static void fill(BenchReport report, Warehouse warehouse, Path folder, int people) {
        var processor = new Processor();
        try (var workbench = Workbench.open(folder.resolve("scratch"), 2_048, 2)) {
            SyntheticPeople.fill(warehouse, workbench, people);
        }
        report.figure("people.loaded", processor.seconds(), "s of processor, made and committed", Target.none());
        long rows = warehouse
                .table(SyntheticPeople.table().name())
                .plan(OptionalLong.empty())
                .rows();
        report.figure("people.rows", (double) rows, "synthetic people", Target.none());
    }

    /** Questions over single people, or over their sums. */
    private record Run(
            BenchReport report,
            Warehouse warehouse,
            SupervisedWorker worker,
            String id,
            DoubleFunction<Target> target) {
        void measure() {
            var desk = desk();
            var opened = new Processor(worker.pid());
            double first = sum(times(desk, opening()));
            report.figure(id + "first", first, "ms, all questions of the first page", target.apply(1_000));
            report.figure(id + "first.processor", opened.seconds() * 1_000, "ms of processor, the same", Target.none());
            double again = sum(times(desk, opening()));
            report.figure(id + "again", again, "ms, the same from the cache", Target.none());
            var processor = new Processor(worker.pid());
            List<Double> times = times(desk, filters());
            double spent = processor.seconds() * 1_000 / times.size();
            report.figure(id + "filter.p50", times.get(times.size() / 2), "ms, a new filter", target.apply(300));
            report.figure(id + "filter.longest", times.getLast(), "ms, a new filter", target.apply(300));
            report.figure(id + "filter.processor", spent, "ms of processor, a new filter", Target.none());
        }

        private static double sum(List<Double> times) {
            return times.stream().mapToDouble(Double::doubleValue).sum();
        }

        private CubeDesk desk() {
            var table = SyntheticPeople.table();
            var policy =
                    new Policy(Clearance.PUBLIC, Map.of(table.name(), new TableRule(table, Optional.empty(), true)));
            return new CubeDesk(
                    new Queries(worker),
                    policy,
                    new WarehouseCatalogue(warehouse),
                    Threshold.CUSTOMARY,
                    new AnswerCache(ROOM),
                    Clock.systemUTC());
        }

        /** In milliseconds, the shortest first. */
        private static List<Double> times(CubeDesk desk, List<CubeQuery> questions) {
            Cube cube = SyntheticPeople.cube();
            var times = new ArrayList<Double>();
            for (CubeQuery question : questions) {
                long start = System.nanoTime();
                desk.answer(cube, question, Language.CHINESE);
                times.add((System.nanoTime() - start) / 1e6);
            }
            return times.stream().sorted().toList();
        }
    }

    private static CubeQuery places() {
        return CubeQuery.of("people").by("place", "township").totalling("place");
    }

    private static CubeQuery pyramid() {
        return CubeQuery.of("people").by("age", "five_years").across("sex", "sex");
    }

    /** The map and its table, the pyramid, and the line over years of birth. */
    private static List<CubeQuery> opening() {
        return List.of(places(), pyramid(), CubeQuery.of("people").by("birth", "birth_year"));
    }

    /** Places, sexes, ages and years of birth, alone and together; none of them is asked twice. */
    private static List<CubeQuery> filters() {
        var filters = new ArrayList<CubeQuery>();
        for (String county : List.of("63000", "64000", "65000", "66000", "67000", "68000")) {
            filters.add(CubeQuery.of("people")
                    .by("place", "village")
                    .totalling("place")
                    .slice("place", "county", county));
            filters.add(pyramid().slice("place", "county", county));
        }
        for (String sex : List.of("male", "female")) {
            filters.add(places().slice("sex", "sex", sex));
        }
        for (String age : List.of("20", "45", "70")) {
            filters.add(places().slice("age", "five_years", age));
        }
        for (String year : List.of("1950", "1980", "2010")) {
            filters.add(places().slice("birth", "birth_year", year));
            filters.add(pyramid().slice("birth", "birth_year", year).slice("sex", "sex", "female"));
        }
        filters.add(places().slice("sex", "sex", "female").slice("age", "five_years", "30"));
        return filters;
    }
}
