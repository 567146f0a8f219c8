package tw.qiao.platform.alerts;

import java.util.List;
import java.util.SortedMap;

/**
 * What the tables say for a rule.
 *
 * @param places the points of each place in the order of their periods; the place of what has none is empty
 * @param stamps each table with its snapshot, as {@code births@6542}
 */
record Observation(SortedMap<String, List<Point>> places, List<String> stamps) {
    /** The newest period of all places; empty when there is none. */
    String newest() {
        return places.values().stream()
                .filter(points -> !points.isEmpty())
                .map(points -> points.getLast().period())
                .max(String::compareTo)
                .orElse("");
    }
}
