package tw.qiao.analytics.cubes;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The coordinates of one chain of a lattice in numbers, which follow the order of their keys: so whatever goes through
 * them comes to the same on every day and every machine.
 */
final class Scale {
    private final List<String> coordinates;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final int[] depths;
    private final int[] wider;

    private Scale(Set<String> all) {
        coordinates = all.stream().sorted().toList();
        depths = new int[coordinates.size()];
        wider = new int[coordinates.size()];
        for (int number = 0; number < depths.length; number++) {
            numbers.put(coordinates.get(number), number);
            depths[number] = Coordinates.depth(coordinates.get(number));
        }
        for (int number = 0; number < depths.length; number++) {
            String coordinate = coordinates.get(number);
            wider[number] = depths[number] == 0 ? -1 : numbers.getOrDefault(Coordinates.wider(coordinate), -1);
        }
    }

    /** Of these coordinates only. */
    static Scale of(Collection<String> coordinates) {
        return new Scale(new HashSet<>(coordinates));
    }

    /** Of these coordinates and all that are wider, but none with fewer levels than {@code apart}. */
    static Scale upTo(Collection<String> coordinates, int apart) {
        var all = new HashSet<String>();
        for (String coordinate : coordinates) {
            String one = coordinate;
            while (all.add(one) && Coordinates.depth(one) > apart) {
                one = Coordinates.wider(one);
            }
        }
        return new Scale(all);
    }

    int size() {
        return depths.length;
    }

    int number(String coordinate) {
        return numbers.getOrDefault(coordinate, -1);
    }

    String coordinate(int number) {
        return coordinates.get(number);
    }

    int depth(int number) {
        return depths[number];
    }

    /** The number of the coordinate one level up; -1 where there is none. */
    int wider(int number) {
        return wider[number];
    }
}
