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

    /** 500 kills in ten minutes; a busy machine with two cores reached 15 a minute. */
    private static final int ROUNDS_A_MINUTE = 50;

    private static final int SHOWN_EACH = 25;
    private static final int MOST_MEBIBYTES = 400;

    private final BrokenExchange exchange;
    private final Random chance;
    private final PrintStream out;
    private int rounds;
    private int toldOtherwise;
    private long slowest;
    private int notRecovered;
    private long mebibytes;

    private ChaosRun(BrokenExchange exchange, long seed, PrintStream out) {
        this.exchange = exchange;
        this.chance = new Random(seed);
        this.out = out;
    }

    /**
     * Breaks an exchange for a time and reports what held.
     *
     * @param folder where the nodes live; empty
     * @param seed chooses the faults
     */
    public static void report(BenchReport report, Path folder, Duration span, long seed, PrintStream out) {
        out.printf("seed %d%n", seed);
        try (var exchange = new BrokenExchange(folder);
                var driver = new Driver(exchange.consumerPort)) {
            new ChaosRun(exchange, seed, out).run(report, driver, span);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(BenchReport report, Driver driver, Duration span) throws InterruptedException {
        driver.awaitAnswer(LONGEST_RECOVERY);
        long end = System.nanoTime() + span.toNanos();
        while (System.nanoTime() < end) {
            round(driver);
        }
        driver.finish();
        followToTheEnd(driver);
        report(report, driver, span);
    }

    private void round(Driver driver) throws InterruptedException {
        rounds++;
        String faults = weather() + kill();
        exchange.link.become(FaultyLink.Weather.FINE);
        exchange.system.become(FaultySystem.Mood.GOOD);
        long recovery = driver.awaitAnswer(LONGEST_RECOVERY);
        slowest = Math.max(slowest, recovery);
        notRecovered += recovery >= LONGEST_RECOVERY.toMillis() ? 1 : 0;
        follow();
        toldOtherwise += driver.toldOtherwise(chance, REPEATED_EACH_ROUND);
        mebibytes = Math.max(
                mebibytes, Math.max(exchange.consumer.residentMebibytes(), exchange.provider.residentMebibytes()));
        if (rounds % SHOWN_EACH == 0) {
            out.printf("round %d: %s, back after %d ms%n", rounds, faults, recovery);
        }
    }

    /** In half of the rounds something goes wrong before the kill. */
    private String weather() throws InterruptedException {
        Thread.sleep(chance.nextInt(150));
        return switch (chance.nextInt(6)) {
            case 0 -> badNetwork();
            case 1 -> badSystem();
            case 2 -> pause();
            default -> "";
        };
    }

    private String badNetwork() throws InterruptedException {
        var weathers = FaultyLink.Weather.values();
        var weather = weathers[chance.nextInt(weathers.length)];
        exchange.link.become(weather);
        Thread.sleep(chance.nextInt(400));
        return "network " + weather + ", ";
    }

    private String badSystem() throws InterruptedException {
        var moods = FaultySystem.Mood.values();
        var mood = moods[chance.nextInt(moods.length)];
        exchange.system.become(mood);
        Thread.sleep(chance.nextInt(400));
        return "system " + mood + ", ";
    }

    private String pause() throws InterruptedException {
        var paused = chance.nextBoolean() ? exchange.consumer : exchange.provider;
        paused.signal("STOP");
        Thread.sleep(chance.nextInt(400));
        paused.signal("CONT");
        return "pause, ";
    }

    private String kill() throws InterruptedException {
        int who = chance.nextInt(3);
        if (who != 0) {
            exchange.provider.kill();
        }
        if (who != 1) {
            exchange.consumer.kill();
        }
        var start = Thread.ofVirtual().start(() -> {
            if (who != 0) {
                exchange.provider.start();
            }
        });
        if (who != 1) {
            exchange.consumer.start();
        }
        start.join();
        return who == 0 ? "consumer killed" : who == 1 ? "provider killed" : "both killed";
    }

    private void follow() {
        exchange.consumerLog.follow();
        exchange.providerLog.follow();
    }

    /** A checkpoint that witnesses signed covers everything a few seconds after it was written. */
    private void followToTheEnd(Driver driver) throws InterruptedException {
        var told = driver.acknowledged();
        for (int i = 0; i < LONGEST_RECOVERY.toSeconds(); i++) {
            follow();
            if (told.stream().allMatch(each -> isKept(each.gxId()))) {
                return;
            }
            Thread.sleep(1000);
        }
    }

    private void report(BenchReport report, Driver driver, Duration span) {
        var told = driver.acknowledged();
        var logs = List.of(exchange.consumerLog, exchange.providerLog);
        counted(report, "rounds", rounds, "kills", Target.atLeast(span.toMinutes() * (double) ROUNDS_A_MINUTE));
        counted(report, "answers", told.size(), "exchanges", Target.atLeast(rounds));
        counted(report, "repeats", driver.repeats(), "requests", Target.none());
        counted(report, "outcome_unknown", driver.unknown(), "exchanges", Target.none());
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
