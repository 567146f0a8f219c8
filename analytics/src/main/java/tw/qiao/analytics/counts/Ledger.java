package tw.qiao.analytics.counts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Remembers what readers were told of tables about single people. */
public interface Ledger {
    /**
     * What a reader was told of one table within the window.
     *
     * @param snapshot the state of the table that she reads until all is forgotten; empty before the first question
     * @param forgotten when that will be
     * @param today how many questions she asked within the last day
     */
    record Page(Optional<Long> snapshot, List<Told> told, Instant forgotten, int today) {
        /** Keeps a copy. */
        public Page {
            told = List.copyOf(told);
        }
    }

    /**
     * What comes of a question.
     *
     * @param note what to remember, with the snapshot that was read; empty when nothing new was told
     */
    record Outcome<T>(T answer, Optional<Told> note, long snapshot) {}

    /** Answers a question in view of the page. */
    @FunctionalInterface
    interface Turn<T> {
        Outcome<T> take(Page page);
    }

    /** How much readers may ask. */
    Limits limits();

    /** Lets {@code turn} answer while nobody else answers the same reader about the same table. */
    <T> T turn(String reader, String table, Turn<T> turn);
}
