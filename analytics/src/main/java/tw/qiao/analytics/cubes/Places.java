package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The places of a lattice in numbers: for each the coordinate in each chain, and the place one level up. */
final class Places {
    private final List<Scale> scales;
    private final int[][] at;
    private final int[][] above;
    private final int size;

    private Places(List<Scale> scales, int[][] at, int[][] above, int size) {
        this.scales = List.copyOf(scales);
        this.at = at;
        this.above = above;
        this.size = size;
    }

    /** All these places, each of which has a coordinate in each chain. */
    static Places of(int chains, List<List<String>> places) {
        var scales = new ArrayList<Scale>();
        for (int chain = 0; chain < chains; chain++) {
            int one = chain;
            scales.add(Scale.of(places.stream().map(place -> place.get(one)).toList()));
        }
        var numbered = new Numbering(scales);
        places.forEach(place -> numbered.number(numbered.coordinates(place)));
        return numbered.places();
    }

    /** The same places of a total, and of each of its parts after it: place 3 of the second part is 3 + 2 * size. */
    Places crossed(List<String> parts) {
        var names = new ArrayList<>(parts);
        names.add("");
        var part = Scale.of(names);
        int chains = scales.size();
        int all = size * names.size();
        int[][] crossedAt = new int[chains + 1][all];
        int[][] crossedAbove = new int[chains + 1][all];
        for (int number = 0; number < names.size(); number++) {
            int first = number * size;
            for (int chain = 0; chain < chains; chain++) {
                System.arraycopy(at[chain], 0, crossedAt[chain], first, size);
                for (int place = 0; place < size; place++) {
                    crossedAbove[chain][first + place] = above[chain][place] < 0 ? -1 : first + above[chain][place];
                }
            }
            Arrays.fill(crossedAt[chains], first, first + size, part.number(number == 0 ? "" : parts.get(number - 1)));
            for (int place = 0; place < size; place++) {
                crossedAbove[chains][first + place] = number == 0 ? -1 : place;
            }
        }
        var crossed = new ArrayList<>(scales);
        crossed.add(part);
        return new Places(crossed, crossedAt, crossedAbove, all);
    }

    int size() {
        return size;
    }

    List<Scale> scales() {
        return scales;
    }

    /** The number of the coordinate of a place in a chain. */
    int at(int chain, int place) {
        return at[chain][place];
    }

    int depth(int chain, int place) {
        return scales.get(chain).depth(at[chain][place]);
    }

    List<Integer> depths(int place) {
        var depths = new ArrayList<Integer>();
        for (int chain = 0; chain < at.length; chain++) {
            depths.add(depth(chain, place));
        }
        return depths;
    }

    /** The place one level up along a chain; -1 where there is none. */
    int above(int chain, int place) {
        return above[chain][place];
    }

    /** Numbers places in the order in which they come. */
    static final class Numbering {
        private final List<Scale> scales;
        private final List<Pairs> pairs = new ArrayList<>();
        private int[][] at;
        private int size;

        Numbering(List<Scale> scales) {
            this.scales = scales;
            scales.forEach(_ -> pairs.add(new Pairs()));
            at = new int[scales.size()][1 << 10];
        }

        int size() {
            return size;
        }

        int at(int chain, int place) {
            return at[chain][place];
        }

        int[] coordinates(List<String> place) {
            int[] coordinates = new int[scales.size()];
            for (int chain = 0; chain < coordinates.length; chain++) {
                coordinates[chain] = scales.get(chain).number(place.get(chain));
            }
            return coordinates;
        }

        int number(int[] coordinates) {
            int number = 0;
            for (int chain = 0; chain < coordinates.length; chain++) {
                number = pairs.get(chain).number(number, coordinates[chain]);
            }
            if (number == size) {
                keep(coordinates);
            }
            return number;
        }

        private void keep(int[] coordinates) {
            for (int chain = 0; chain < coordinates.length; chain++) {
                if (size == at[chain].length) {
                    at[chain] = Arrays.copyOf(at[chain], 2 * size);
                }
                at[chain][size] = coordinates[chain];
            }
            size++;
        }

        /** The number of the place one level up along a chain, a new one where it was not there. */
        int wider(int chain, int place) {
            return number(widened(chain, place));
        }

        private int[] widened(int chain, int place) {
            int[] coordinates = new int[at.length];
            for (int other = 0; other < at.length; other++) {
                coordinates[other] = at[other][place];
            }
            coordinates[chain] = scales.get(chain).wider(coordinates[chain]);
            return coordinates;
        }

        Places places() {
            int[][] above = new int[at.length][size];
            for (int chain = 0; chain < at.length; chain++) {
                at[chain] = Arrays.copyOf(at[chain], size);
                for (int place = 0; place < size; place++) {
                    above[chain][place] = find(widened(chain, place));
                }
            }
            return new Places(scales, at, above, size);
        }

        private int find(int[] coordinates) {
            int number = 0;
            for (int chain = 0; chain < coordinates.length && number >= 0; chain++) {
                number = coordinates[chain] < 0 ? -1 : pairs.get(chain).find(number, coordinates[chain]);
            }
            return number;
        }
    }
}
