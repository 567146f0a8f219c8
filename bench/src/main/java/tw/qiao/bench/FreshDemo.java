package tw.qiao.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tw.qiao.launcher.Demo;
import tw.qiao.launcher.DemoSettings;
import tw.qiao.launcher.Progress;

/** The whole demo on free ports, in a folder of its own that is deleted afterwards. */
final class FreshDemo implements AutoCloseable {
    private final TemporaryFolder folder = TemporaryFolder.create();
    private final Demo demo;
    private final double readySeconds;

    private final Path home;

    FreshDemo(int people) {
        this(Path.of(System.getProperty("qiao.home", ".")), people);
    }

    /** A demo of the programs and data below a folder. */
    FreshDemo(Path home, int people) {
        this.home = home;
        var settings = new DemoSettings(home, folder.path(), 0, people, 1);
        long start = System.nanoTime();
        demo = Demo.start(settings, new Progress(System.err, false));
        readySeconds = (System.nanoTime() - start) / 1e9;
    }

    Demo demo() {
        return demo;
    }

    /** How long it took until everything answered. */
    double readySeconds() {
        return readySeconds;
    }

    /** Whether the warehouse is filled, {@code table} too. */
    boolean hasTable(String table) {
        Path warehouse = folder.path().resolve("warehouse");
        return Files.exists(warehouse.resolve("tables").resolve(table).resolve("data"))
                && !Files.exists(warehouse.resolve("loading"));
    }

    /** Rolls up the cubes of a table, as each night does. */
    void rollUp(String table) {
        try {
            int ended = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-Dqiao.home=" + home,
                            "-jar",
                            home.resolve("launcher/target/launcher.jar").toString(),
                            "warehouse",
                            "tidy",
                            "--cache",
                            table,
                            "--data",
                            folder.path().toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (ended != 0) {
                throw new IllegalStateException("The cubes of " + table + " were not rolled up");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        demo.close();
        folder.close();
    }
}
