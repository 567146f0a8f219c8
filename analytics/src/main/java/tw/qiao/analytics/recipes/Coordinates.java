package tw.qiao.analytics.recipes;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.locationtech.proj4j.BasicCoordinateTransform;
import org.locationtech.proj4j.CRSFactory;
import org.locationtech.proj4j.ProjCoordinate;

/**
 * Coordinates of places in Taiwan, Penghu, Kinmen and Matsu: in degrees (WGS 84), or in metres of a declared system,
 * which are turned into degrees. A pair that is only plausible the other way round is exchanged.
 */
public final class Coordinates {
    private static final int DECIMALS = 6;
    private static final String DEGREES = "+proj=longlat +datum=WGS84 +no_defs";

    /** A system of coordinates, with the box in which the country lies. */
    public enum Datum {
        WGS84(116, 124, 20, 27, DEGREES),
        /** Of the main island (EPSG:3826). */
        TWD97(60_000, 380_000, 2_300_000, 2_950_000, transverse(121, "+ellps=GRS80 +towgs84=0,0,0,0,0,0,0")),
        /** Of Penghu, Kinmen and Matsu (EPSG:3825). */
        TWD97_119(60_000, 480_000, 2_300_000, 2_950_000, transverse(119, "+ellps=GRS80 +towgs84=0,0,0,0,0,0,0")),
        /** Of the main island until 1997 (EPSG:3828), to about two metres. */
        TWD67(
                60_000,
                380_000,
                2_300_000,
                2_950_000,
                transverse(
                        121,
                        "+ellps=aust_SA +towgs84=-752,-358,-179,-0.0000011698,0.0000018398,0.0000009822,0.00002329"));

        private final double west;
        private final double east;
        private final double south;
        private final double north;
        private final String definition;

        Datum(double west, double east, double south, double north, String definition) {
            this.west = west;
            this.east = east;
            this.south = south;
            this.north = north;
            this.definition = definition;
        }

        private static String transverse(int meridian, String datum) {
            return "+proj=tmerc +lat_0=0 +lon_0=" + meridian + " +k=0.9999 +x_0=250000 +y_0=0 " + datum + " +units=m";
        }

        private boolean holds(double x, double y) {
            return x >= west && x <= east && y >= south && y <= north;
        }
    }

    private final List<Datum> systems;
    private final List<Optional<BasicCoordinateTransform>> transforms;

    /** @param systems in which pairs may be; of two in metres nobody could tell which is meant */
    public Coordinates(List<Datum> systems) {
        if (systems.stream().filter(system -> system != Datum.WGS84).count() > 1) {
            throw new IllegalArgumentException("Two systems in metres cannot be told apart");
        }
        this.systems = List.copyOf(systems);
        var factory = new CRSFactory();
        var degrees = factory.createFromParameters("WGS84", DEGREES);
        this.transforms = systems.stream()
                .map(system -> system == Datum.WGS84
                        ? Optional.<BasicCoordinateTransform>empty()
                        : Optional.of(new BasicCoordinateTransform(
                                factory.createFromParameters(system.name(), system.definition), degrees)))
                .toList();
    }

    /** A place in degrees, as text. */
    public record Place(String longitude, String latitude) {}

    /** Where {@code x} and {@code y} are, or null where that is no place of the country. */
    public @Nullable Place place(String x, String y, Tally tally) {
        double first = Double.parseDouble(x);
        double second = Double.parseDouble(y);
        for (int i = 0; i < systems.size(); i++) {
            if (systems.get(i).holds(first, second)) {
                return place(i, new Place(x, y), tally);
            }
            if (systems.get(i).holds(second, first)) {
                tally.add(Correction.SWAPPED_COORDINATES);
                return place(i, new Place(y, x), tally);
            }
        }
        return null;
    }

    private @Nullable Place place(int system, Place place, Tally tally) {
        Optional<BasicCoordinateTransform> transform = transforms.get(system);
        if (transform.isEmpty()) {
            return place;
        }
        var result = new ProjCoordinate();
        transform
                .get()
                .transform(
                        new ProjCoordinate(Double.parseDouble(place.longitude()), Double.parseDouble(place.latitude())),
                        result);
        if (!Datum.WGS84.holds(result.x, result.y)) {
            return null;
        }
        tally.add(Correction.PROJECTED);
        return new Place(text(result.x), text(result.y));
    }

    private static String text(double degrees) {
        return BigDecimal.valueOf(degrees)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
