package tw.qiao.kernel.log;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import tw.qiao.kernel.Problem;

/** An entry that is being appended. */
public final class Appending {
    private final CompletableFuture<Appended> appended;
    private final LogWatch watch;

    private Appending(CompletableFuture<Appended> appended, LogWatch watch) {
        this.appended = appended;
        this.watch = watch;
    }

    static Appending done(Appended known) {
        return new Appending(CompletableFuture.completedFuture(known), LogWatch.NOBODY);
    }

    static Appending of(Pending pending, Sequencer sequencer) {
        var appending = new Appending(pending.appended(), sequencer.watch());
        try {
            sequencer.submit(pending);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return appending;
    }

    /**
     * Returns once the entry would survive a power cut.
     *
     * @throws Problem {@code evidence_unavailable} (retryable) if it could not be made durable
     */
    public Appended await() {
        try {
            long start = System.nanoTime();
            var durable = appended.get();
            watch.waited(System.nanoTime() - start);
            return durable;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw Sequencer.unavailable(e.getCause());
        }
    }

    private static Problem interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return Sequencer.unavailable(cause);
    }
}
