package tw.qiao.node;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tw.qiao.kernel.Problem;
import tw.qiao.node.store.PrivateStore;

/** Has the private store erase what is past its time, again and again until the node stops. */
final class Erasing implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Erasing.class.getName());

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("erasing").daemon().factory());

    private Erasing() {}

    static Erasing of(PrivateStore store) {
        var erasing = new Erasing();
        long rhythm = store.rhythm().toMillis();
        var _ = erasing.timer.scheduleWithFixedDelay(() -> erase(store), rhythm, rhythm, TimeUnit.MILLISECONDS);
        return erasing;
    }

    private static void erase(PrivateStore store) {
        try {
            store.erase();
        } catch (Problem e) {
            LOG.log(System.Logger.Level.ERROR, "Answers past their time cannot be erased; tried again later", e);
        }
    }

    @Override
    public void close() {
        timer.close();
    }
}
