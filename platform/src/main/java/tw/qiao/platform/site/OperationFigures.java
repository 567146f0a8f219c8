package tw.qiao.platform.site;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;

/** What a module tells about its own working, for the board of operation: counts alone, never whose or about what. */
public interface OperationFigures {
    /** Tables of what happened since a moment. */
    List<Table> since(Instant moment);

    /** How far those came who began something since a moment; empty where the module leads nobody step by step. */
    default List<Way> waysSince(Instant moment) {
        return List.of();
    }

    /**
     * Counts that add up to a total.
     *
     * @param name below {@code dashboards.operation} in the messages, as are the names of its lines below it
     * @param counts in the order in which they are shown
     */
    record Table(String name, SequencedMap<String, Long> counts) {}

    /** Steps in their order; whoever came to one came to all before it. */
    record Way(String name, List<Step> steps) {
        /** Refuses to be changed from outside. */
        public Way {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Those who came to a step and no further.
     *
     * @param name below the way's name in the messages
     * @param staying how many may still go on, or are at the end
     * @param leaving how many gave up
     * @param median how long all took from the step before who came to this one or further
     */
    record Step(String name, long staying, long leaving, Duration median) {}
}
