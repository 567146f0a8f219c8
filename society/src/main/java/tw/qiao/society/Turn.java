package tw.qiao.society;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets threads hand over numbered pieces of work strictly in the order of their numbers. */
final class Turn {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private int next;
    private boolean stopped;

    boolean isRunning() {
        lock.lock();
        try {
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all smaller numbers have had their turn, then acts; does nothing once stopped. */
    void take(int number, Runnable action) {
        lock.lock();
        try {
            while (next != number && !stopped) {
                moved.awaitUninterruptibly();
            }
            if (!stopped) {
                action.run();
                next++;
                moved.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
