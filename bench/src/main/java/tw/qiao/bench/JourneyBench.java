package tw.qiao.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.ConcurrentHistogram;
import tw.qiao.kernel.Problem;
import tw.qiao.launcher.Demo;
import tw.qiao.launcher.Story;
import tw.qiao.launcher.StoryPeople;

/**
 * Complete stories over HTTP without a browser, with everything running on this machine: how soon the demo is ready,
 * how many stories a second it carries, how long its pages take at half of the asked load, how much memory it holds.
 */
final class JourneyBench implements Benchmark {
    private static final double ASKED = 20;
    private static final int AT_ONCE = 24;
    private static final int MOST_ROUNDS = 16;
    private static final long MEBIBYTE = 1024L * 1024;

    @Override
    public String name() {
        return "journey";
    }

    @Override
    public String purpose() {
        return "complete stories from sign-in to a verified certificate, everything running";
    }

    @Override
    public void run(BenchReport report, boolean quick) {
        try (var fresh = new FreshDemo(quick ? 2_000 : 200_000)) {
            report.figure("demo.ready", fresh.readySeconds(), "s", Target.atMost(60));
            new Run(fresh.demo(), report, quick).measure();
        }
    }

    /** One run against one demo. */
    private static final class Run {
        private final Demo demo;
        private final BenchReport report;
        private final boolean quick;
        private final StoryPeople people;
        private final AtomicInteger number = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private ConcurrentHistogram pages = histogram();

        Run(Demo demo, BenchReport report, boolean quick) {
            this.demo = demo;
            this.report = report;
            this.quick = quick;
            this.people = StoryPeople.read(demo.people());
        }

        void measure() {
            warmUp();
            failed.set(0);
            Duration span = Duration.ofSeconds(quick ? 7 : 30);
            Duration before = processorTime();
            long start = System.nanoTime();
            int told = closedLoop(span);
            double took = seconds(System.nanoTime() - start);
            report.figure("story.rate", told / took, "stories/s", Target.atLeast(ASKED));
            report.figure(
                    "story.cpu",
                    processorTime().minus(before).toMillis() / (double) Math.max(1, told),
                    "ms of processor time, all processes and the driver",
                    Target.none());
            pages = histogram();
            openLoop(span, told / took / 2);
            report.figure(
                    "page.p95.own",
                    pages.getValueAtPercentile(95) / 1000.0,
                    "ms at half the load that it carries",
                    Target.none());
            pages = histogram();
            int open = openLoop(span, ASKED / 2);
            report.figure(
                    "page.p50", pages.getValueAtPercentile(50) / 1000.0, "ms at half the asked load", Target.none());
            report.figure(
                    "page.p95",
                    pages.getValueAtPercentile(95) / 1000.0,
                    "ms at half the asked load",
                    Target.atMost(100));
            report.figure(
                    "page.p99", pages.getValueAtPercentile(99) / 1000.0, "ms at half the asked load", Target.none());
            report.figure(
                    "story.open", open / seconds(span.toNanos()), "stories/s at half the asked load", Target.none());
            report.figure("story.failed", failed.get(), "stories", Target.atMost(0));
            report.figure("demo.memory", (double) demo.memory() / MEBIBYTE, "MiB, all processes", Target.atMost(3072));
        }

        /** Two cores take minutes to compile what is hot: rounds until two in a row are hardly better than the best. */
        private void warmUp() {
            var round = Duration.ofSeconds(quick ? 8 : 30);
            int best = closedLoop(round);
            int noBetter = 0;
            for (int i = 1; !quick && i < MOST_ROUNDS && noBetter < 2; i++) {
                int told = closedLoop(round);
                noBetter = told < best * 1.03 ? noBetter + 1 : 0;
                best = Math.max(best, told);
            }
        }

        /**
         * Tells stories, each teller one after the other, until the time is over; answers how many came to their end.
         */
        private int closedLoop(Duration span) {
            var told = new AtomicInteger();
            long end = System.nanoTime() + span.toNanos();
            var tellers = new Thread[AT_ONCE];
            for (int i = 0; i < AT_ONCE; i++) {
                tellers[i] = Thread.ofVirtual().start(() -> {
                    while (System.nanoTime() < end) {
                        if (tell() && System.nanoTime() < end) {
                            told.incrementAndGet();
                        }
                    }
                });
            }
            join(tellers);
            return told.get();
        }

        /** Starts stories at an even rate, whether or not the ones before have ended. */
        private int openLoop(Duration span, double rate) {
            var told = new AtomicInteger();
            int count = (int) (seconds(span.toNanos()) * rate);
            var tellers = new Thread[count];
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                sleepUntil(start + (long) (i / rate * 1e9));
                tellers[i] = Thread.ofVirtual().start(() -> {
                    if (tell()) {
                        told.incrementAndGet();
                    }
                });
            }
            join(tellers);
            return told.get();
        }

        private boolean tell() {
            ConcurrentHistogram into = pages;
            var story = new Story(
                    demo.address(),
                    people,
                    (_, _, nanoseconds) -> into.recordValue(Math.min(nanoseconds / 1000, 60_000_000)));
            boolean whole = story.run(number.getAndIncrement(), step -> {
                if (!step.ok()) {
                    System.err.println("A story ended early: " + step);
                }
            });
            if (!whole) {
                failed.incrementAndGet();
            }
            return whole;
        }

        private static Duration processorTime() {
            Duration total = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
            for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
                total = total.plus(process.info().totalCpuDuration().orElse(Duration.ZERO));
            }
            return total;
        }
    }

    private static ConcurrentHistogram histogram() {
        return new ConcurrentHistogram(TimeUnit.SECONDS.toMicros(60), 3);
    }

    private static double seconds(long nanoseconds) {
        return nanoseconds / 1e9;
    }

    private static void sleepUntil(long when) {
        long wait = when - System.nanoTime();
        if (wait > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(wait);
            } catch (InterruptedException interrupted) {
                throw interrupted(interrupted);
            }
        }
    }

    private static void join(Thread[] threads) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private static Problem interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return Problem.unavailable("bench_interrupted", "The benchmark was interrupted", cause);
    }
}
