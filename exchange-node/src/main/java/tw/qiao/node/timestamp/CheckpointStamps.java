package tw.qiao.node.timestamp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Checkpoint;
import tw.qiao.kernel.log.EvidenceLog;

/**
 * Has the checkpoints of a log stamped, beside the exchanges and at most one a minute. While no authority answers
 * nothing is held up and nothing is lost: the next stamp covers every entry before it.
 */
public final class CheckpointStamps implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CheckpointStamps.class.getName());
    private static final Duration RHYTHM = Duration.ofMinutes(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_LOOKED_AT = 60;
    private static final Duration STEP = Duration.ofMillis(50);

    private final EvidenceLog log;
    private final StampFiles files;
    private final TimeStampClient client;
    private final Predicate<Checkpoint> isWitnessed;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("time stamps").daemon().factory());
    private volatile @Nullable Instant waitingSince;
    private volatile String failure = "";
    private volatile StampState.Level told = StampState.Level.CURRENT;
    private Instant notBefore = Instant.MIN;

    /**
     * @param files where the stamps are kept
     * @param isWitnessed whether enough witnesses cosigned a checkpoint
     */
    public CheckpointStamps(
            StampFiles files, EvidenceLog log, Predicate<Checkpoint> isWitnessed, TimeStampClient client, Clock clock) {
        this.log = log;
        this.files = files;
        this.isWitnessed = isWitnessed;
        this.client = client;
        this.clock = clock;
    }

    /** Looks once a second from now on. */
    public CheckpointStamps start() {
        if (!client.authorities().isEmpty()) {
            var _ = timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
        }
        return this;
    }

    /** Stamps the newest checkpoint if it is time to. */
    void look() {
        try {
            note();
            var since = waitingSince;
            if (since != null && !clock.instant().isBefore(notBefore) && isDue(since)) {
                stamp();
            }
            tell();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The time stamps cannot go on now", e);
        }
    }

    private void note() {
        if (waitingSince == null && log.shown().size() > files.newest()) {
            waitingSince = clock.instant();
        }
    }

    /** A stamp is worth most over a checkpoint that witnesses have seen, but does not wait for them for ever. */
    private boolean isDue(Instant since) {
        return isWitnessed.test(log.shown()) || clock.instant().isAfter(since.plus(RHYTHM));
    }

    private synchronized void stamp() {
        var checkpoint = log.shown();
        try {
            files.write(checkpoint, client.stamp(checkpoint.note().getBytes(UTF_8)));
            waitingSince = null;
            failure = "";
            notBefore = clock.instant().plus(RHYTHM);
        } catch (Problem | IOException e) {
            failure = String.valueOf(e.getMessage());
            notBefore = clock.instant().plus(PAUSE_AFTER_FAILURE);
        }
    }

    private void tell() {
        var level = state().level();
        if (level != told) {
            boolean better = level.compareTo(told) < 0;
            LOG.log(
                    better ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                    "Time stamps are {0}: {1}",
                    level,
                    failure);
            told = level;
        }
    }

    /** Waits a moment until the entry {@code index} is under a checkpoint that witnesses have seen. */
    public void awaitWitnesses(long index) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while ((log.shown().size() <= index || !isWitnessed.test(log.shown())) && System.nanoTime() < end) {
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    /** Stamps the newest checkpoint now, if the entry {@code index} has no stamp and an authority answers. */
    public void stampNow(long index) {
        if (!client.authorities().isEmpty()
                && files.firstWith(index).isEmpty()
                && log.shown().size() > index) {
            stamp();
        }
    }

    /**
     * The first stamped state that holds the entry {@code index} and that enough witnesses saw, which is the one that
     * proves most. Where none of the next ones was seen by enough, the first; but none where the newest state was,
     * which then proves more.
     */
    public Optional<StampedCheckpoint> firstWith(long index) {
        var first = read(files.firstWith(index));
        var found = first;
        for (int i = 0; i < MOST_LOOKED_AT && found.isPresent(); i++) {
            var checkpoint = found.get().checkpoint();
            if (isWitnessed.test(checkpoint)) {
                return found;
            }
            found = read(files.firstWith(checkpoint.size()));
        }
        return found.isEmpty() && isWitnessed.test(log.shown()) ? Optional.empty() : first;
    }

    private Optional<StampedCheckpoint> read(OptionalLong size) {
        return size.isEmpty() ? Optional.empty() : Optional.of(files.read(size.getAsLong()));
    }

    /** How far the stamps have come. */
    public StampState state() {
        var since = waitingSince;
        var waiting = since == null ? Duration.ZERO : Duration.between(since, clock.instant());
        var level = client.authorities().isEmpty() ? StampState.Level.OFF : StampState.level(waiting);
        return new StampState(level, files.newest(), log.shown().size(), Optional.ofNullable(since), failure);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
