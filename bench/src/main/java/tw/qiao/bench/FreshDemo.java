package tw.qiao.bench;

import java.nio.file.Path;
import tw.qiao.launcher.Demo;
import tw.qiao.launcher.DemoSettings;
import tw.qiao.launcher.Progress;

/** The whole demo on free ports, in a folder of its own that is deleted afterwards. */
final class FreshDemo implements AutoCloseable {
    private final TemporaryFolder folder = TemporaryFolder.create();
    private final Demo demo;
    private final double readySeconds;

    FreshDemo(int people) {
        var settings = new DemoSettings(Path.of(System.getProperty("qiao.home", ".")), folder.path(), 0, people, 1);
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

    @Override
    public void close() {
        demo.close();
        folder.close();
    }
}
