package tw.qiao.analytics.feeds;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.recipes.Coordinates;
import tw.qiao.analytics.recipes.Tally;

/** What is looked at once the cells of a row are read: check digits, coordinates, and why values are missing. */
final class RowChecks {
    private final List<SourceColumn> columns;
    private final Layout layout;
    private final Tally tally;
    private final Optional<Coordinates> coordinates;
    private final int x;
    private final int y;

    RowChecks(List<SourceColumn> columns, Layout layout, Tally tally) {
        this.columns = columns;
        this.layout = layout;
        this.tally = tally;
        this.coordinates = layout.place().map(place -> new Coordinates(place.systems()));
        this.x = layout.place().map(place -> position(place.x())).orElse(-1);
        this.y = layout.place().map(place -> position(place.y())).orElse(-1);
    }

    /** The place of the column {@code name} among the feed's, -1 where there is none. */
    int position(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Keeps why a value is missing in the column for that. */
    void missing(SourceColumn column, String cell, String[] values) {
        column.why().ifPresent(name -> {
            Column.Missing reason = column.missing().get(cell.strip());
            if (reason != null) {
                values[position(name)] = reason.name().toLowerCase(Locale.ROOT);
            }
        });
    }

    /** Whether a value that was read is plausible by itself. */
    boolean isPlausible(SourceColumn column, String value) {
        return column.check().isEmpty() || column.check().get().holds(value);
    }

    /** Turns the coordinates into degrees; false where they are no place of the country. */
    boolean place(String[] values) {
        if (coordinates.isEmpty() || x < 0 || y < 0 || (values[x].isEmpty() && values[y].isEmpty())) {
            return true;
        }
        if (values[x].isEmpty() || values[y].isEmpty()) {
            return false;
        }
        Coordinates.Place place = coordinates.get().place(values[x], values[y], tally);
        if (place == null) {
            return false;
        }
        values[x] = place.longitude();
        values[y] = place.latitude();
        return true;
    }

    /** What messages call the coordinates. */
    String placeName() {
        return layout.place().map(place -> place.x() + ", " + place.y()).orElse("");
    }
}
