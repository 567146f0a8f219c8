package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Places in a {@link Lattice}: for each of its chains the keys from the widest level down, in one text; empty for all
 * together.
 */
final class Coordinates {
    /** Stands between keys, in which it becomes a space. */
    private static final char BETWEEN = '\u001f';

    private Coordinates() {}

    static String of(List<String> keys) {
        return keys.stream().map(key -> key.replace(BETWEEN, ' ')).collect(Collectors.joining(String.valueOf(BETWEEN)));
    }

    static List<String> keys(String coordinate) {
        return coordinate.isEmpty() ? List.of() : List.of(coordinate.split(String.valueOf(BETWEEN), -1));
    }

    static String last(String coordinate) {
        return coordinate.substring(coordinate.lastIndexOf(BETWEEN) + 1);
    }

    static int depth(String coordinate) {
        return coordinate.isEmpty()
                ? 0
                : 1 + (int) coordinate.chars().filter(c -> c == BETWEEN).count();
    }

    static List<Integer> depths(List<String> place) {
        return place.stream().map(Coordinates::depth).toList();
    }

    /** One level up. */
    static String wider(String coordinate) {
        return coordinate.substring(0, Math.max(0, coordinate.lastIndexOf(BETWEEN)));
    }

    /** The place with another coordinate in one of its chains. */
    static List<String> with(List<String> place, int chain, String coordinate) {
        var other = new ArrayList<>(place);
        other.set(chain, coordinate);
        return List.copyOf(other);
    }
}
