package tw.qiao.platform.notifications;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tw.qiao.platform.notifications.Mailer.Outcome;
import tw.qiao.platform.notifications.Outbox.Entry;

/**
 * Empties the outbox. A loop of our own over {@code for update skip locked} and not a job scheduler: a row of the
 * outbox is the job already, with its key, its attempts and its Message-ID, and a second table of jobs could disagree
 * with it. Any number of platforms may run this at once.
 */
@Component
class Delivery implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int BATCH = 20;

    private final Outbox outbox;
    private final Mailer mailer;
    private final Backoff backoff;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Semaphore work = new Semaphore(0);
    private volatile List<Thread> senders = List.of();

    Delivery(Outbox outbox, Mailer mailer, Backoff backoff, DeliverySettings settings, Clock clock) {
        this.outbox = outbox;
        this.mailer = mailer;
        this.backoff = backoff;
        this.settings = settings;
        this.clock = clock;
    }

    /** Looks at the outbox as soon as the current transaction has been committed. */
    void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake();
            }
        });
    }

    /** Looks at the outbox now. */
    void wake() {
        if (work.availablePermits() < settings.senders()) {
            work.release();
        }
    }

    /** Tries a batch of what is due, and tells how many messages that were. */
    int deliverDue() {
        Instant deadline = clock.instant().plus(settings.lease().dividedBy(2));
        List<Entry> due = outbox.claim(BATCH, settings.lease());
        if (due.isEmpty()) {
            return 0;
        }
        try (Mailer.Connection connection = mailer.connection()) {
            for (Entry entry : due) {
                if (clock.instant().isAfter(deadline)) {
                    break; // the rest is claimed again when the lease ends
                }
                note(entry, connection.send(entry));
            }
        }
        return due.size();
    }

    private void note(Entry entry, Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted() -> outbox.sent(entry);
            case Outcome.NotNow(String error) -> {
                if (entry.attempts() >= settings.attempts()) {
                    bury(entry, error);
                } else {
                    outbox.postpone(entry, backoff.after(entry.attempts()), error);
                }
            }
            case Outcome.Never(String error) -> bury(entry, error);
        }
    }

    private void bury(Entry entry, String error) {
        LOG.warn("The message {} is not sent after {} attempts", entry.id(), entry.attempts());
        outbox.bury(entry, error);
    }

    @Override
    public void start() {
        List<Thread> starting = IntStream.range(0, settings.senders())
                .mapToObj(i -> Thread.ofVirtual().name("delivery-" + i).unstarted(this::run))
                .toList();
        senders = starting; // before they run, because each goes on only while it is one of them
        starting.forEach(Thread::start);
    }

    private void run() {
        while (senders.contains(Thread.currentThread())) {
            try {
                if (deliverDue() < BATCH) {
                    boolean woken = work.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
                    LOG.trace("Woken: {}", woken);
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                LOG.warn(
                        "The outbox cannot be emptied now: {}",
                        failure.getClass().getSimpleName());
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(settings.poll());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        List<Thread> running = senders;
        senders = List.of();
        running.forEach(_ -> wake());
        running.forEach(this::join);
    }

    private void join(Thread running) {
        try {
            if (!running.join(settings.lease())) {
                LOG.warn("A message is still being sent; its claim ends by itself");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return !senders.isEmpty();
    }
}
