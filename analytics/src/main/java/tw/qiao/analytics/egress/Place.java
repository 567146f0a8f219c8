package tw.qiao.analytics.egress;

import java.util.Comparator;
import java.util.List;

/**
 * Where a count stands in a table.
 *
 * @param area the names from the widest area to the narrowest that is told; empty for all areas together
 * @param category the value of the second dimension; {@link #ALL} for its total
 */
record Place(List<String> area, String category) {
    /** Sorts before every name, and can be none. */
    static final String ALL = "\0";

    /** The same for any order of rows. */
    static final Comparator<Place> ORDER = Comparator.<Place>comparingInt(place -> place.area.size())
            .thenComparing(place -> String.join("\1", place.area))
            .thenComparing(Place::category);

    boolean isTotal() {
        return category.equals(ALL);
    }

    Place in(List<String> other) {
        return new Place(other, category);
    }
}
