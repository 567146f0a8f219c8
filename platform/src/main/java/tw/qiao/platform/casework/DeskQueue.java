package tw.qiao.platform.casework;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import tw.qiao.platform.site.Bilingual;

/**
 * What the officers' queue shows.
 *
 * @param total how many cases the filter finds
 * @param last the number of the last page
 */
public record DeskQueue(
        QueueFilter filter, List<Row> rows, int total, int last, Counts counts, List<StateChoice> states) {
    public DeskQueue {
        rows = List.copyOf(rows);
        states = List.copyOf(states);
    }

    /** How many cases are where; {@code answered} are the officer's own that came back corrected. */
    public record Counts(long unassigned, long mine, long open, long overdue, long answered) {
        /** The number beside a part of the queue; negative for none. */
        public long of(QueueFilter.View view) {
            return switch (view) {
                case UNASSIGNED -> unassigned;
                case MINE -> mine;
                case OPEN -> open;
                case DONE -> -1;
            };
        }
    }

    /** A state to filter by. */
    public record StateChoice(String id, Bilingual title) {}

    /**
     * One case.
     *
     * @param assignee who handles it; empty for nobody
     * @param claimable whether the officer can take it from here
     */
    public record Row(
            UUID id,
            String receiptNumber,
            String applicant,
            String subject,
            Bilingual state,
            String tone,
            Term term,
            LocalDate due,
            Instant opened,
            String assignee,
            boolean mine,
            boolean claimable,
            int version) {
        @Override
        public String toString() {
            return "Row[" + id + "]";
        }
    }
}
