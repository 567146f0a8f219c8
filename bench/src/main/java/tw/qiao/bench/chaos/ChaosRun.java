package tw.qiao.bench.chaos;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import tw.qiao.bench.BenchReport;
import tw.qiao.bench.Target;

/** Round after round kills a node or both, often in bad weather besides, and looks at what is left. */
public final class ChaosRun {
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(30);
    private static final int REPEATED_EACH_ROUND = 2;

    /** A run of ten minutes or more is asked for 500 kills, a shorter one for its share. */
    private static final int KILLS = 500;

    private static final double MINUTES_FOR_KILLS = 10;

    /** Reading the logs takes time that kills could have; what one round broke, the next audits find. */
    private static final int AUDITED_EACH = 5;

    private static final int SHOWN_EACH = 25;
    private static final int MOST_MEBIBYTES = 400;

    private final BrokenExchange exchange;
    private final Driver driver;
    private final Random chance;
    private final Trouble trouble;
    private final PrintStream out;
    private int rounds;
    private int toldOtherwise;
    private long slowest;
    private long starting;
    private long answering;
    private int notRecovered;
    private long mebibytes;

    private ChaosRun(BrokenExchange exchange, Driver driver, long seed, PrintStream out) {
        this.exchange = exchange;
        this.driver = driver;
        this.chance = new Random(seed);
        this.trouble = new Trouble(exchange, driver, chance);
        this.out = out;
    }

    /**
     * Breaks an exchange for a time and reports what held.
     *
     * @param folder where the nodes live; empty
     * @param seed chooses the faults
     */
    public static void report(BenchReport report, Path folder, ChaosSpans spans, long seed, PrintStream out) {
        out.printf("seed %d%n", seed);
        try (var exchange = new BrokenExchange(folder);
                var driver = new Driver(exchange.consumerPort)) {
            new ChaosRun(exchange, driver, seed, out).run(report, spans);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(BenchReport report, ChaosSpans spans) throws InterruptedException {
        driver.awaitAnswer(LONGEST_RECOVERY);
        long start = System.nanoTime();
        long end = start + spans.kills().toNanos();
        while (System.nanoTime() < end) {
            round();
        }
        double minutes = (System.nanoTime() - start) / 60e9;
        driver.finish();
        followToTheEnd();
        report(report, minutes);
        new FloodRun(exchange, spans).report(report);
    }

    private void round() throws InterruptedException {
        rounds++;
        long start = System.nanoTime();
        String faults = trouble.make();
        trouble.end();
        starting += System.nanoTime() - start;
        long recovery = driver.awaitAnswer(LONGEST_RECOVERY);
        slowest = Math.max(slowest, recovery);
        answering += recovery;
        notRecovered += recovery >= LONGEST_RECOVERY.toMillis() ? 1 : 0;
        if (rounds % AUDITED_EACH == 0) {
            follow();
        }
        toldOtherwise += driver.toldOtherwise(chance, REPEATED_EACH_ROUND);
        mebibytes = Math.max(
                mebibytes, Math.max(exchange.consumer.residentMebibytes(), exchange.provider.residentMebibytes()));
        if (rounds % SHOWN_EACH == 0) {
            out.printf("round %d: %s, back after %d ms%n", rounds, faults, recovery);
        }
    }

    private void follow() {
        exchange.consumerLog.follow();
        exchange.providerLog.follow();
    }

    private void followToTheEnd() {
        var told = driver.acknowledged().stream().map(Driver.Acknowledged::gxId).toList();
        exchange.consumerLog.followTo(told);
        exchange.providerLog.followTo(told);
    }

    private void report(BenchReport report, double minutes) {
        var told = driver.acknowledged();
        var logs = List.of(exchange.consumerLog, exchange.providerLog);
        counted(report, "rounds", rounds, "rounds", Target.none());
        counted(report, "kills", trouble.kills(), "processes", killsAsked(minutes));
        counted(report, "round_until_started", starting / 1_000_000 / rounds, "ms", Target.none());
        counted(report, "round_until_answered", answering / rounds, "ms", Target.none());
        counted(report, "round", (long) (minutes * 60_000 / rounds), "ms", Target.none());
        counted(report, "clock_jumps", trouble.jumps(), "jumps", Target.none());
        counted(report, "answers", told.size(), "exchanges", Target.atLeast(rounds));
        counted(report, "repeats", driver.repeats(), "requests", Target.none());
        counted(report, "outcome_unknown", driver.unknown(), "exchanges", Target.none());
        counted(report, "refused_for_clocks", driver.untimely(), "exchanges", Target.none());
        counted(report, "entries", sum(logs, LogAudit::entries), "entries", Target.none());
        none(
                report,
                "answers_without_evidence",
                told.stream().filter(each -> !isKept(each.gxId())).count());
        none(report, "entries_twice", sum(logs, LogAudit::doubled));
        none(report, "done_twice", exchange.system.changedTwice());
        none(report, "forked_checkpoints", sum(logs, LogAudit::forks));
        none(report, "told_otherwise_later", toldOtherwise);
        none(report, "wrongly_refused", driver.wrongCount());
        none(report, "rounds_without_recovery", notRecovered);
        counted(report, "slowest_recovery", slowest, "ms", Target.atMost((double) LONGEST_RECOVERY.toMillis()));
        counted(report, "largest_memory", mebibytes, "MiB", Target.atMost(MOST_MEBIBYTES));
        if (driver.wrongCount() > 0) {
            out.println("wrongly refused: " + driver.wrong());
        }
    }

    private static Target killsAsked(double minutes) {
        return minutes < 1
                ? Target.none()
                : Target.atLeast(Math.floor(KILLS * Math.min(1, minutes / MINUTES_FOR_KILLS)));
    }

    private boolean isKept(String gxId) {
        return exchange.consumerLog.has(gxId) && exchange.providerLog.has(gxId);
    }

    private static long sum(List<LogAudit> logs, ToLongFunction<LogAudit> figure) {
        return logs.stream().mapToLong(figure).sum();
    }

    private static void none(BenchReport report, String id, long count) {
        counted(report, id, count, "cases", Target.atMost(0));
    }

    private static void counted(BenchReport report, String id, long count, String unit, Target target) {
        report.figure("chaos." + id, (double) count, unit, target);
    }
}
