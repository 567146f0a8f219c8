package tw.qiao.analytics.recipes;

import java.util.EnumMap;
import java.util.Map;

/** Counts corrections by their kind. */
public final class Tally {
    private final Map<Correction, Long> counts = new EnumMap<>(Correction.class);

    /** One more. */
    public void add(Correction correction) {
        add(correction, 1);
    }

    /** So many more. */
    public void add(Correction correction, long count) {
        if (count > 0) {
            counts.merge(correction, count, Long::sum);
        }
    }

    /** Those that happened. */
    public Map<Correction, Long> counts() {
        return new EnumMap<>(counts);
    }
}
