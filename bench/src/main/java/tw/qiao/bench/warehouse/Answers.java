package tw.qiao.bench.warehouse;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tw.qiao.bench.BenchReport;
import tw.qiao.bench.Target;

/**
 * The same questions to three sides.
 *
 * @param plain the engine alone
 * @param ours with gate, plan and worker process
 */
record Answers(List<String> queries, Side plain, Side ours, Side postgres) {
    /**
     * The same through the worker once more, now from files in the engine's own form, and by {@code engine} alone over
     * the same files, which says what of it is ours. All sides are asked everything once before they are measured.
     */
    void fromSnapshots(BenchReport report, long worker, Side engine) throws SQLException {
        for (Side side : List.of(plain, engine, ours)) {
            spent(side, new Processor());
        }
        var parquet = new ArrayList<Double>();
        var files = new ArrayList<Double>();
        var through = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            parquet.add(spent(plain, new Processor()));
            files.add(spent(engine, new Processor()));
            through.add(spent(ours, new Processor(worker)));
        }
        double alone = median(files);
        double cached = median(through);
        String unit = "s of processor, 22 queries from the snapshot cache";
        report.figure("tpch.snapshots", cached, unit, Target.atMost(2.2));
        report.figure("tpch.snapshots.duckdb", alone, unit + " by DuckDB alone", Target.none());
        report.figure(
                "tpch.ratio.snapshots", cached / median(parquet), "times DuckDB alone on Parquet", Target.atMost(0.45));
        report.figure("tpch.ratio.own", cached / alone, "times DuckDB alone on the same files", Target.none());
    }

    private static double median(List<Double> rounds) {
        return rounds.stream().sorted().toList().get(ROUNDS / 2);
    }

    private static final int ROUNDS = 3;

    /** Who answers. */
    @FunctionalInterface
    interface Side {
        Rows rows(String query) throws SQLException;
    }

    /** Warms all up, then measures in turn, and compares the answers; tells how many seconds ours took. */
    double compare(BenchReport report, long worker, long backend) throws SQLException {
        int wrong = 0;
        for (int i = 0; i < queries.size(); i++) {
            Rows expected = postgres.rows(queries.get(i));
            if (!expected.equals(ours.rows(queries.get(i))) || !expected.equals(plain.rows(queries.get(i)))) {
                System.out.println("  query " + (i + 1) + " has another answer than PostgreSQL's");
                wrong++;
            }
        }
        report.figure("tpch.differing", wrong, "of 22 answers", Target.atMost(0));
        var plainTimes = new ArrayList<Double>();
        var ourTimes = new ArrayList<Double>();
        for (int round = 0; round < ROUNDS; round++) {
            plainTimes.add(spent(plain, new Processor()));
            ourTimes.add(spent(ours, new Processor(worker)));
        }
        double alone = median(plainTimes);
        double through = median(ourTimes);
        double database = spent(postgres, new Processor(backend));
        report.figure("tpch.duckdb", alone, "s of processor, 22 queries", Target.none());
        report.figure("tpch.qiao", through, "s of processor, 22 queries", Target.none());
        report.figure("tpch.postgresql", database, "s of processor, 22 queries", Target.none());
        report.figure("tpch.ratio.duckdb", through / alone, "times DuckDB alone", Target.atMost(1.15));
        report.figure("tpch.ratio.postgresql", database / through, "times ours", Target.atLeast(5));
        return through;
    }

    /** Asks another engine everything once, for its answers, and once more, for its time. */
    void compare(BenchReport report, Peer peer, double through) throws SQLException {
        int wrong = 0;
        for (int i = 0; i < queries.size(); i++) {
            if (!ours.rows(queries.get(i)).isNear(peer.rows(queries.get(i)))) {
                System.out.println("  query " + (i + 1) + " has another answer than that of " + peer.engine());
                wrong++;
            }
        }
        report.figure("tpch.differing." + peer.engine(), wrong, "of 22 answers", Target.atMost(0));
        double spent = spent(peer::rows, new Processor(peer.process()));
        report.figure("tpch." + peer.engine(), spent, "s of processor, 22 queries", Target.none());
        report.figure("tpch.ratio." + peer.engine(), spent / through, "times ours", Target.atLeast(8));
    }

    private double spent(Side side, Processor processor) throws SQLException {
        for (String query : queries) {
            side.rows(query);
        }
        return processor.seconds();
    }
}
