package tw.qiao.analytics.intake;

import java.util.Locale;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Geometries of GeoJSON (RFC 7946) as well-known text; heights go. */
final class GeoJson {
    private GeoJson() {}

    /** The text, empty for no geometry. */
    static String text(JsonNode geometry) {
        String type = geometry.path("type").asString("").toUpperCase(Locale.ROOT);
        if (type.equals("GEOMETRYCOLLECTION")) {
            return type
                    + geometry.path("geometries")
                            .valueStream()
                            .map(GeoJson::text)
                            .collect(joined());
        }
        JsonNode coordinates = geometry.path("coordinates");
        if (!coordinates.isArray() || coordinates.isEmpty()) {
            return "";
        }
        return type + (type.equals("POINT") ? " (" + places(coordinates) + ")" : places(coordinates));
    }

    private static String places(JsonNode coordinates) {
        if (coordinates.path(0).isNumber()) {
            return coordinates.path(0).asString() + " " + coordinates.path(1).asString();
        }
        return coordinates.valueStream().map(GeoJson::places).map(String::strip).collect(joined());
    }

    private static Collector<CharSequence, ?, String> joined() {
        return Collectors.joining(", ", " (", ")");
    }
}
