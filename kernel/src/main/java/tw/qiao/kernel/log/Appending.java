package tw.qiao.kernel.log;

import java.util.concurrent.ExecutionException;
import tw.qiao.kernel.Problem;

/** An entry that is being appended. */
public final class Appending {
    private final Pending pending;
    private final Sequencer sequencer;
    private final boolean isAwaited;

    private Appending(Pending pending, Sequencer sequencer, boolean isAwaited) {
        this.pending = pending;
        this.sequencer = sequencer;
        this.isAwaited = isAwaited;
    }

    static Appending known(Pending pending, Appended appended, Sequencer sequencer) {
        pending.appended().complete(appended);
        return new Appending(pending, sequencer, false);
    }

    /** Of an entry for which somebody will wait at once, or perhaps later. */
    static Appending of(Pending pending, Sequencer sequencer, boolean isAwaited) {
        try {
            sequencer.submit(pending, isAwaited);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        return new Appending(pending, sequencer, isAwaited);
    }

    /**
     * Returns once the entry would survive a power cut.
     *
     * @throws Problem {@code evidence_unavailable} (retryable) if it could not be made durable
     */
    public Appended await() {
        try {
            if (pending.appended().isDone()) {
                return pending.appended().get();
            }
            long start = System.nanoTime();
            if (!isAwaited) {
                sequencer.hurry(pending);
            }
            var durable = pending.appended().get();
            sequencer.watch().waited(System.nanoTime() - start);
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
