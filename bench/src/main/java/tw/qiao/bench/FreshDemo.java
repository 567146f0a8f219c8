package tw.qiao.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tw.qiao.kernel.disk.Folders;
import tw.qiao.launcher.Demo;
import tw.qiao.launcher.DemoSettings;
import tw.qiao.launcher.Progress;

/** The whole demo on free ports, in a folder of its own that is deleted afterwards. */
final class FreshDemo implements AutoCloseable {
    private final Path folder;
    private final Demo demo;
    private final double readySeconds;

    FreshDemo(int people) {
        folder = temporaryFolder();
        var settings = new DemoSettings(Path.of(System.getProperty("qiao.home", ".")), folder, 0, people, 1);
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

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("qiao-bench");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        demo.close();
        try {
            Folders.delete(folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
