package tw.qiao.analytics.lineage;

import java.util.Comparator;

/** A column of a table from which something is made. */
public record Origin(String table, String column) implements Comparable<Origin> {
    private static final Comparator<Origin> ORDER =
            Comparator.comparing(Origin::table).thenComparing(Origin::column);

    @Override
    public int compareTo(Origin other) {
        return ORDER.compare(this, other);
    }
}
