package tw.qiao.analytics.intake;

import java.util.List;

/** The columns that a geometry becomes. */
final class Geometries {
    private static final String POINT = "POINT (";

    private Geometries() {}

    static List<String> names(Reading.Geometry geometry) {
        return switch (geometry) {
            case NONE -> List.of();
            case POINT -> List.of("longitude", "latitude");
            case WKT -> List.of("geometry");
        };
    }

    /** The cells for a geometry as well-known text; what is no point has no longitude. */
    static List<String> cells(Reading.Geometry geometry, String text) {
        return switch (geometry) {
            case NONE -> List.of();
            case WKT -> List.of(text);
            case POINT -> {
                if (!text.startsWith(POINT)) {
                    // a text that no number is, so that the row is set aside and not taken for one without a place
                    yield List.of(text, text);
                }
                String[] numbers =
                        text.substring(POINT.length(), text.length() - 1).split(" ", -1);
                yield List.of(numbers[0], numbers[1]);
            }
        };
    }
}
