package tw.qiao.kernel.log;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/**
 * The one thread that writes. It takes as a group what has piled up while it wrote the group before. Who waits alone is
 * written at once; when the group before had several who waited, this one waits 0.3 ms for more, so that under load one
 * fdatasync serves many. An entry that nobody waits for goes with the next one that somebody does, or alone after 5 ms.
 *
 * <p>After a failed write nothing is known about the disk (a second fdatasync may report success for pages that the
 * system has dropped), so every later append is refused until the log is opened anew.
 */
final class Sequencer implements AutoCloseable {
    private static final int LARGEST_GROUP = 256;
    private static final int LARGEST_GROUP_BYTES = 4 * 1024 * 1024;
    private static final int LONGEST_QUEUE = 4096;
    private static final long WAIT_FOR_COMPANY = 300_000; // nanoseconds
    private static final long LONGEST_UNAWAITED = 5_000_000;
    private static final long BUSY = 1_000_000_000; // while it lasts, entries wake nobody but at the next look

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final Condition shrunk = lock.newCondition();
    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    private final Store store;
    private final Thread thread;
    private volatile LogWatch watch = LogWatch.NOBODY;
    private int waiting;
    private boolean asleep;
    private boolean hadCompany;
    private boolean closed;
    private @Nullable Throwable failure;

    Sequencer(Store store, String origin) {
        this.store = store;
        this.thread = Thread.ofPlatform().daemon().name("evidence " + origin).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /**
     * Queues an entry; waits while the queue is full.
     *
     * @param isAwaited whether somebody will wait for it from now on
     */
    void submit(Pending pending, boolean isAwaited) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queue.size() >= LONGEST_QUEUE && isOpen()) {
                shrunk.await();
            }
            if (!isOpen()) {
                throw unavailable(failure);
            }
            queue.add(pending);
            if (isAwaited) {
                waiting++;
            }
            if (isAwaited || asleep) {
                grown.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on somebody waits for {@code pending}, which was queued. */
    void hurry(Pending pending) {
        lock.lock();
        try {
            if (!pending.isTaken()) {
                waiting++;
                grown.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    void watch(LogWatch watcher) {
        watch = watcher;
    }

    LogWatch watch() {
        return watch;
    }

    int queued() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing has failed so far, so that entries can be written. */
    boolean isWritable() {
        lock.lock();
        try {
            return isOpen();
        } finally {
            lock.unlock();
        }
    }

    private boolean isOpen() {
        return !closed && failure == null;
    }

    static Problem unavailable(@Nullable Throwable cause) {
        return switch (cause) {
            case null -> Problem.unavailable("evidence_unavailable", "The evidence log is closed");
            case InterruptedException e ->
                Problem.unavailable("evidence_unavailable", "Interrupted while an entry was being written", e);
            default ->
                Problem.unavailable(
                        "evidence_unavailable", "The evidence log could not write to its disk; open it anew", cause);
        };
    }

    private void run() {
        for (var group = nextGroup(); !group.isEmpty(); group = nextGroup()) {
            try {
                store.write(group);
                watch.written(group.size());
            } catch (IOException | RuntimeException | Error e) {
                fail(group, e);
                return;
            }
        }
    }

    /** What is waiting, at least one; nothing when the log is closed and all is written. */
    private List<Pending> nextGroup() {
        awaitFirst();
        if (hadCompany) {
            LockSupport.parkNanos(WAIT_FOR_COMPANY);
        }
        return gathered();
    }

    /** Returns when somebody waits for an entry, when one has lain unawaited for its time, or when all is over. */
    private void awaitFirst() {
        long idleSince = System.nanoTime();
        boolean overdue = false;
        lock.lock();
        try {
            while (!closed && (queue.isEmpty() || (waiting == 0 && !overdue))) {
                if (queue.isEmpty() && System.nanoTime() - idleSince > BUSY) {
                    asleep = true;
                    grown.awaitUninterruptibly();
                    asleep = false;
                } else {
                    overdue = !grown.await(LONGEST_UNAWAITED, TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException e) {
            closed = true; // nobody interrupts this thread but a virtual machine that ends
        } finally {
            lock.unlock();
        }
    }

    private List<Pending> gathered() {
        var group = new ArrayList<Pending>();
        lock.lock();
        try {
            int bytes = 0;
            while (!queue.isEmpty() && group.size() < LARGEST_GROUP && bytes < LARGEST_GROUP_BYTES) {
                var pending = queue.remove();
                pending.take();
                bytes += pending.about();
                group.add(pending);
            }
            hadCompany = waiting > 1;
            waiting = queue.isEmpty() ? 0 : 1;
            shrunk.signalAll();
        } finally {
            lock.unlock();
        }
        return group;
    }

    private void fail(List<Pending> group, Throwable cause) {
        var lost = new ArrayList<>(group);
        lock.lock();
        try {
            failure = cause;
            lost.addAll(queue);
            queue.clear();
            shrunk.signalAll();
        } finally {
            lock.unlock();
        }
        lost.forEach(pending -> pending.appended().completeExceptionally(cause));
    }

    /** Writes what is queued, then stops. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            grown.signalAll();
            shrunk.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
