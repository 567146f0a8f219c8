package tw.qiao.analytics.feeds;

import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.intake.Reading;
import tw.qiao.analytics.recipes.Coordinates;

/**
 * One of the forms that a feed's files have had over the years.
 *
 * @param reading where the rows are
 * @param place which columns are coordinates
 * @param ignored headers of columns that nobody needs
 */
record Layout(String name, Reading reading, Optional<Place> place, List<String> ignored, List<SourceColumn> columns) {

    /** The columns of a pair of coordinates, and the systems in which pairs may be. */
    record Place(String x, String y, List<Coordinates.Datum> systems) {}
}
