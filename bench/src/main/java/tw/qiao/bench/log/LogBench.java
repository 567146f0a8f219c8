package tw.qiao.bench.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;
import tw.qiao.bench.BenchReport;
import tw.qiao.bench.Benchmark;
import tw.qiao.bench.Target;
import tw.qiao.bench.TemporaryFolder;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.signature.SignatureAlgorithm;
import tw.qiao.kernel.signature.SigningKey;

/** What the evidence log carries, and what millions of entries cost it in proofs, restarts and memory. */
public final class LogBench implements Benchmark {
    private static final int MILLION = 1_000_000;
    private static final int QUESTIONS = 20_000;

    @Override
    public String name() {
        return "log";
    }

    @Override
    public String purpose() {
        return "durable appends beside PostgreSQL; proofs, restart and heap of the evidence log with 10 million entries";
    }

    @Override
    public void run(BenchReport report, boolean quick) {
        try (var folder = TemporaryFolder.create()) {
            new Run(report, folder.path(), quick).measure();
        } catch (IOException | SQLException failure) {
            throw new IllegalStateException("The log's benchmark could not run", failure);
        }
    }

    /** One run: the peers first, then the log as it grows. */
    private static final class Run {
        private final BenchReport report;
        private final Path folder;
        private final boolean quick;
        private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519);
        private final Random random = new Random(1);

        Run(BenchReport report, Path folder, boolean quick) {
            this.report = report;
            this.folder = folder;
            this.quick = quick;
        }

        void measure() throws IOException, SQLException {
            int small = quick ? 200_000 : MILLION;
            double peer = peers();
            var log = open();
            try {
                AppendLoad.run(0, small / 10, () -> log::append);
                var appends = AppendLoad.run(small / 10, small, () -> log::append);
                appends.tell(report, "qiao", Target.atLeast(20_000), Target.atMost(10));
                report.figure(
                        "append.cpu.qiao", appends.processor(), "microseconds of processor for each", Target.none());
                report.figure("append.ratio.postgresql", appends.rate() / peer, "of PostgreSQL", Target.atLeast(1));
            } finally {
                log.close();
            }
            double heap = look(small, quick ? "200k" : "1m");
            if (!quick) {
                grow(small, 10 * MILLION);
                double later = look(10 * MILLION, "10m");
                report.figure("heap.growth", later - heap, "MB from 1 to 10 million", Target.atMost(8));
            }
        }

        private double peers() throws IOException, SQLException {
            report.figure(
                    "append.rate.plain-file",
                    PlainFile.rate(folder.resolve("plain"), quick ? 1_000 : 5_000),
                    "entries/s, one client, fdatasync for each",
                    Target.none());
            try (var postgres = new Postgres()) {
                int entries = quick ? 20_000 : 200_000;
                AppendLoad.run(0, entries / 4, postgres::client);
                var inserts = AppendLoad.run(entries / 4, entries, postgres::client);
                inserts.tell(report, "postgresql", Target.none(), Target.none());
                return inserts.rate();
            }
        }

        private void grow(long from, long to) {
            try (var log = open()) {
                var appends = AppendLoad.run(from, to, () -> log::append);
                appends.tell(report, "to-10m", Target.atLeast(20_000), Target.atMost(10));
            }
        }

        /** Opens the log again, asks it for proofs, and tells its heap in MB. */
        private double look(long size, String name) throws IOException {
            double processor = AppendLoad.processorSeconds();
            long start = System.nanoTime();
            try (var log = open()) {
                double restart = (System.nanoTime() - start) / 1e9;
                report.figure("restart." + name, restart, "s, all checked", Target.atMost(10));
                double spent = AppendLoad.processorSeconds() - processor;
                report.figure("restart.cpu." + name, spent, "s of processor", Target.none());
                long signed = log.checkpointNow().size();
                tell("proof", name, times(size, index -> log.prove(index, signed)), Target.atMost(5));
                tell("entry", name, times(size, log::entry), Target.none());
                tell("lookup", name, times(size, index -> log.indexOf(AppendLoad.key(index))), Target.none());
                report.figure("disk." + name, segments() / (double) size, "bytes an entry of 400", Target.none());
                report.figure("scratch." + name, scratch() / (double) size, "bytes an entry", Target.none());
                double heap = heap();
                report.figure("heap." + name, heap, "MB after a collection", Target.none());
                return heap;
            }
        }

        private void tell(String what, String name, Histogram times, Target target) {
            report.figure(what + ".p50." + name, times.getValueAtPercentile(50) / 1e6, "ms", Target.none());
            report.figure(what + ".p99." + name, times.getValueAtPercentile(99) / 1e6, "ms", target);
        }

        private Histogram times(long size, LongConsumer question) {
            var times = new Histogram(60_000_000_000L, 3);
            for (int i = 0; i < 2 * QUESTIONS; i++) {
                if (i == QUESTIONS) {
                    times.reset(); // the first half was to warm up
                }
                long index = random.nextLong(size);
                long start = System.nanoTime();
                question.accept(index);
                times.recordValue(System.nanoTime() - start);
            }
            return times;
        }

        private EvidenceLog open() {
            return EvidenceLog.open(folder.resolve("log"), "bench", key, Clock.systemUTC());
        }

        private long segments() throws IOException {
            return length(folder.resolve("log"), any -> true);
        }

        /** Its file has no name, so it is found among the open ones. */
        private static long scratch() throws IOException {
            return length(Path.of("/proc/self/fd"), LogBench::isScratch);
        }

        private static long length(Path folder, Predicate<Path> wanted) throws IOException {
            long length = 0;
            try (var files = Files.list(folder)) {
                for (Path file : files.filter(wanted).toList()) {
                    length += Files.size(file);
                }
            }
            return length;
        }

        private static double heap() {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 3; i++) {
                System.gc();
                least = Math.min(
                        least,
                        Runtime.getRuntime().totalMemory()
                                - Runtime.getRuntime().freeMemory());
            }
            return (double) least / 1e6;
        }
    }

    private static boolean isScratch(Path open) {
        try {
            return Files.readSymbolicLink(open).toString().endsWith("scratch (deleted)");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
