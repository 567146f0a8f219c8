package tw.qiao.platform.warehouse;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.feeds.Crossing;
import tw.qiao.analytics.proposals.FeedDraft;
import tw.qiao.kernel.CanonicalJson;

/**
 * A file that somebody sent to be imported.
 *
 * @param feed empty as long as nobody said what the columns of a new table are
 * @param period which batch the rows are of, where the file's name does not say it
 * @param look what its beginning shows, as JSON
 * @param draft what its sender said about its columns, as JSON; empty where the feed is declared
 * @param checked what a check said, or an undoing that failed, as JSON; empty before
 * @param report what the import said, as JSON; empty before
 * @param crossing by which crossing of the exchange the file came, as JSON; empty where somebody sent it
 */
public record FileImport(
        UUID id,
        UUID account,
        String feed,
        String file,
        long bytes,
        State state,
        String period,
        String look,
        String draft,
        String checked,
        String report,
        String crossing,
        Instant sent,
        @Nullable Instant ended) {
    /** How long a file is kept that may be corrected and sent again. */
    private static final Duration KEPT = Duration.ofDays(7);

    /** How far it is. */
    public enum State {
        /** A member of the exchange is asked for it. */
        FETCHING,
        SENT,
        CHECKING,
        RUNNING,
        /** Read, and held until somebody accepts how it differs from the batch before. */
        HELD,
        DONE,
        FAILED,
        DROPPED,
        REFUSED,
        UNDOING,
        UNDONE;

        /** Whether somebody works on it now. */
        public boolean isBusy() {
            return this == FETCHING || this == CHECKING || this == RUNNING || this == UNDOING;
        }
    }

    /** What the import said. */
    public Outcome outcome() {
        return new Outcome(report);
    }

    /** What the check said. */
    public Outcome check() {
        return new Outcome(checked);
    }

    /** The same file, or a corrected one, to be sent once more under {@code next}. */
    FileImport again(UUID next) {
        return new FileImport(
                next,
                account,
                feed,
                file,
                bytes,
                State.SENT,
                period,
                look,
                draft,
                "",
                "",
                crossing,
                Instant.EPOCH,
                null);
    }

    /** What its sender said about its columns. */
    public Optional<FeedDraft> drafted() {
        return draft.isEmpty() ? Optional.empty() : Optional.of(CanonicalJson.MAPPER.readValue(draft, FeedDraft.class));
    }

    /** By which crossing of the exchange it came. */
    public Optional<Crossing> crossed() {
        return crossing.isEmpty()
                ? Optional.empty()
                : Optional.of(CanonicalJson.MAPPER.readValue(crossing, Crossing.class));
    }

    /** Whether its columns still have to be described. */
    public boolean isUndescribed() {
        return feed.isEmpty();
    }

    /** The tag that shows the state. */
    public String tone() {
        return switch (state) {
            case FETCHING, SENT, CHECKING, RUNNING, UNDOING -> "waiting";
            case HELD -> "warning";
            case DONE -> outcome().quarantine().isEmpty() ? "good" : "warning";
            case FAILED -> "bad";
            case DROPPED, REFUSED, UNDONE -> "plain";
        };
    }

    /** Whether the file is still needed: for what comes next, or for a correction. */
    boolean needsFile(Instant now) {
        boolean fresh = ended == null || ended.plus(KEPT).isAfter(now);
        return switch (state) {
            case FETCHING, CHECKING, RUNNING, UNDOING, HELD -> true;
            case SENT -> sent.plus(KEPT).isAfter(now);
            case DONE -> fresh && (!outcome().quarantine().isEmpty() || !draft.isEmpty());
            case FAILED -> fresh && !draft.isEmpty();
            case DROPPED, REFUSED, UNDONE -> false;
        };
    }
}
