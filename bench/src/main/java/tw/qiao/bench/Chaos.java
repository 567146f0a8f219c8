package tw.qiao.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import tw.qiao.bench.chaos.ChaosRun;
import tw.qiao.bench.chaos.ChaosSpans;
import tw.qiao.kernel.disk.Folders;

/** Breaks things on purpose: {@code chaos exchange [--minutes N] [--flood TIME] [--seed S] [--results FOLDER]}. */
public final class Chaos {
    private static final String MINUTES = "10";

    private Chaos() {}

    /** Runs from the root of the product; ends with 1 when a figure falls short, 2 for a wrong word. */
    public static void main(String[] arguments) {
        List<String> words = Arrays.asList(arguments);
        if (words.isEmpty() || !words.getFirst().equals("exchange")) {
            System.err.println("Usage: chaos exchange [--minutes N] [--flood TIME] [--seed S] [--results FOLDER]");
            System.exit(2);
        }
        var spans = ChaosSpans.of(Duration.ofMinutes(Long.parseLong(option(words, "--minutes", MINUTES))));
        String flood = option(words, "--flood", "");
        spans = flood.isEmpty() ? spans : spans.flooding(Duration.parse("PT" + flood));
        long seed = Long.parseLong(option(words, "--seed", String.valueOf(System.nanoTime() % 1_000_000)));
        Path results = Path.of(option(words, "--results", "bench/results"));
        System.exit(run(spans, seed, results, System.out) == 0 ? 0 : 1);
    }

    private static String option(List<String> words, String name, String customary) {
        int at = words.indexOf(name);
        return at >= 0 && at + 1 < words.size() ? words.get(at + 1) : customary;
    }

    /** Breaks an exchange and writes {@code chaos.json} into {@code results}; how many figures fall short. */
    static int run(ChaosSpans spans, long seed, Path results, PrintStream out) {
        try {
            Path folder = Files.createTempDirectory("qiao-chaos");
            var report = new BenchReport("chaos", out);
            ChaosRun.report(report, folder, spans, seed, out);
            int missed = report.finish(results);
            if (missed == 0) {
                Folders.delete(folder);
            } else {
                out.println("What the nodes left is in " + folder);
            }
            return missed;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
