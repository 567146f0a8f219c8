package tw.qiao.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tw.qiao.kernel.disk.Folders;

/** Starts the demo and keeps it running, or runs the story once. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts everything on this machine, with synthetic people, and says what to try.")
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--data", description = "the folder that holds all state (default: var beside ./qiao)")
    private @Nullable Path data;

    @Option(names = "--port", defaultValue = "8080", description = "the port of the pages (default: 8080)")
    private int port = 8080;

    @Option(
            names = "--address",
            defaultValue = "",
            description = "the address by which people reach the pages, when a proxy stands in front")
    private String address = "";

    @Option(
            names = "--first-port",
            defaultValue = "0",
            description = "where the ports of PostgreSQL and the nodes begin (default: any free ones)")
    private int firstPort;

    @Option(
            names = "--people",
            description = "how many synthetic people, at least 1000 (default: those in the data folder, or 200000 in a"
                    + " fresh one; 2000 for --smoke)")
    private @Nullable Integer people;

    @Option(names = "--seed", description = "which society (default: the one in the data folder, or 1 in a fresh one)")
    private @Nullable Long seed;

    @Option(names = "--smoke", description = "runs the whole story once on free ports and a fresh folder, then stops")
    private boolean smoke;

    private final Progress progress = new Progress(System.err, Boolean.getBoolean("qiao.terminal"));

    @Override
    public Integer call() {
        Path home = Path.of(System.getProperty("qiao.home", "."));
        var settings = new DemoSettings(home, CallerFolder.data(data), port, people, seed, address, firstPort);
        return smoke ? smoke(home) : run(settings);
    }

    private int smoke(Path home) {
        try {
            Path folder = Files.createTempDirectory("qiao-smoke");
            boolean ok = false;
            try (Demo demo = Demo.start(
                    new DemoSettings(home, folder, 0, people == null ? 2_000 : people, seed == null ? 1 : seed),
                    progress)) {
                ok = new Smoke(demo, System.out).run();
            } finally {
                if (!ok) {
                    progress.say("What happened is in " + folder.resolve("log") + "; the folder is kept.");
                }
            }
            if (ok) {
                Folders.delete(folder);
            }
            return ok ? 0 : 1;
        } catch (IOException failure) {
            throw new UncheckedIOException("The fresh data folder cannot be made or removed", failure);
        }
    }

    private int run(DemoSettings settings) {
        progress.say("Starting Qiao 橋 with its data in "
                + settings.data().toAbsolutePath().normalize());
        Demo demo = Demo.start(settings, progress);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            progress.say("Stopping …");
            stopped.countDown();
            demo.close();
        }));
        welcome(demo);
        tendUntil(stopped, demo);
        return 0;
    }

    private void welcome(Demo demo) {
        System.out.println("""

                Qiao 橋 is ready:  %1$s

                  1  Sign in as a citizen of the demo   %1$s/sign-in
                  2  Apply with nothing to attach       %1$s/services
                  3  Decide as an officer               %1$s/desk
                  4  Verify a certificate               %1$s/verify
                  5  See who used your data             %1$s/my/data-uses
                  6  Read the demo's mail               %1$s/demo/inbox
                  7  Look at the dashboard              %1$s/dashboards
                  8  Ask the warehouse, as 分析員       %1$s/warehouse
                  9  Compare the logs, as 系統管理員    %1$s/admin/reconciliation

                All people, firms and numbers are synthetic. 人物、公司與證號都是合成資料。
                The agencies' exchange nodes, for curl:
                  %2$s
                Press Ctrl-C to stop; the same command goes on from here.
                """.formatted(demo.address(), nodes(demo)));
    }

    private static String nodes(Demo demo) {
        return demo.nodes().entrySet().stream()
                .map(node -> "TW/GOV/" + node.getKey() + "  " + node.getValue())
                .collect(Collectors.joining("\n  "));
    }

    private void tendUntil(CountDownLatch stopped, Demo demo) {
        try {
            while (!stopped.await(1, TimeUnit.SECONDS)) {
                for (String name : demo.tend()) {
                    progress.say("  ! " + name + " had ended and was started again");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
