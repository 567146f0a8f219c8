package tw.qiao.platform.site;

import java.time.Instant;
import java.util.List;
import java.util.SequencedMap;

/** What a module tells about its own working, for the board of operation: counts alone, never whose or about what. */
public interface OperationFigures {
    /** Tables of what happened since a moment. */
    List<Table> since(Instant moment);

    /**
     * Counts that add up to a total.
     *
     * @param name below {@code dashboards.operation} in the messages, as are the names of its lines below it
     * @param counts in the order in which they are shown
     */
    record Table(String name, SequencedMap<String, Long> counts) {}
}
