package tw.qiao.node.limit;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets so many through at a time, and a bounded number wait for a short while. Where there are more, parties get equal
 * shares (max-min fairness): the next place goes to the waiting party that has the fewest, and a full queue takes in a
 * party that waits less than others at the cost of the one that waits most.
 */
final class FairGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Party> parties = new HashMap<>(); // those with somebody inside or waiting
    private final Set<Party> waitingParties = new LinkedHashSet<>();
    private final int mostWaiting;
    private int limit;
    private int inside;
    private int waiting;

    private static final class Party {
        private int inside;
        private final Deque<Waiter> queue = new ArrayDeque<>();

        int inside() {
            return inside;
        }

        int waiting() {
            return queue.size();
        }
    }

    private enum State {
        WAITS,
        ADMITTED,
        DISPLACED
    }

    private static final class Waiter {
        private final Condition changed;
        private State state = State.WAITS;

        Waiter(Condition changed) {
            this.changed = changed;
        }

        void become(State next) {
            state = next;
            changed.signal();
        }
    }

    /**
     * A gate.
     *
     * @param limit how many may be inside
     * @param mostWaiting how many may wait in all
     */
    FairGate(int limit, int mostWaiting) {
        this.limit = limit;
        this.mostWaiting = mostWaiting;
    }

    /** Whether {@code name} is let in within {@code patience} nanoseconds. Who is let in must {@link #leave}. */
    boolean enters(String name, long patience) {
        lock.lock();
        try {
            var party = parties.computeIfAbsent(name, any -> new Party());
            if (inside < limit && waiting == 0) {
                admit(party);
                return true;
            }
            boolean admitted = patience > 0 && hasRoom(party) && waits(party, patience);
            if (!admitted) {
                forgetIfIdle(name, party);
            }
            return admitted;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(Party party) {
        if (waiting < mostWaiting) {
            return true;
        }
        if (party.waiting() >= mostWaiting / (waitingParties.size() + 1)) {
            return false;
        }
        var longest = waitingParties.stream().max(Comparator.comparingInt(Party::waiting));
        if (longest.isEmpty() || longest.get().waiting() <= party.waiting() + 1) {
            return false;
        }
        var displaced = longest.get().queue.getLast();
        dequeue(longest.get(), displaced);
        displaced.become(State.DISPLACED);
        return true;
    }

    private boolean waits(Party party, long patience) {
        var waiter = new Waiter(lock.newCondition());
        party.queue.addLast(waiter);
        waitingParties.add(party);
        waiting++;
        long rest = patience;
        try {
            while (waiter.state == State.WAITS && rest > 0) {
                rest = waiter.changed.awaitNanos(rest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (waiter.state == State.WAITS) {
            dequeue(party, waiter);
        }
        return waiter.state == State.ADMITTED;
    }

    private void dequeue(Party party, Waiter waiter) {
        if (party.queue.remove(waiter)) {
            waiting--;
        }
        if (party.queue.isEmpty()) {
            waitingParties.remove(party);
        }
    }

    private void admit(Party party) {
        party.inside++;
        inside++;
    }

    /** Gives the place of {@code name} to the next one; from now on {@code newLimit} may be inside. */
    void leave(String name, int newLimit) {
        lock.lock();
        try {
            limit = newLimit;
            inside--;
            var party = parties.get(name);
            if (party != null) {
                party.inside--;
                forgetIfIdle(name, party);
            }
            while (inside < limit && waiting > 0) {
                admitNext();
            }
        } finally {
            lock.unlock();
        }
    }

    private void admitNext() {
        var next = waitingParties.stream()
                .min(Comparator.comparingInt(Party::inside))
                .orElseThrow();
        var waiter = next.queue.getFirst();
        dequeue(next, waiter);
        if (waitingParties.remove(next)) {
            waitingParties.add(next); // behind those with as few
        }
        admit(next);
        waiter.become(State.ADMITTED);
    }

    private void forgetIfIdle(String name, Party party) {
        if (party.inside == 0 && party.queue.isEmpty()) {
            parties.remove(name);
        }
    }

    /** How many are inside. */
    int inside() {
        lock.lock();
        try {
            return inside;
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }
}
