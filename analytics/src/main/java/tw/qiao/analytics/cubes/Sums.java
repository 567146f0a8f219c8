package tw.qiao.analytics.cubes;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of a lattice by place; none where no row of the place has one. */
final class Sums {
    private final Places places;
    private final Map<String, Figures> figures;

    private Sums(Places places, Map<String, Figures> figures) {
        this.places = places;
        this.figures = figures;
    }

    /** As they were found, at all places of the lattice. */
    static Sums found(Lattice lattice, List<Lattice.Row> rows) {
        List<List<String>> coordinates = rows.stream().map(Lattice.Row::place).toList();
        var places = Places.of(lattice.chains().size(), coordinates);
        var figures = new HashMap<String, Figures>();
        for (int sum = 0; sum < lattice.sums().size(); sum++) {
            var all = new Figures(rows.size());
            for (int row = 0; row < rows.size(); row++) {
                all.add(row, figure(rows.get(row).figures().get(sum)));
            }
            figures.put(lattice.sums().get(sum), all);
        }
        return new Sums(places, figures);
    }

    /** Those at the narrowest levels were found; all above are summed up of them. */
    static Sums summedUp(Lattice lattice, List<Lattice.Row> rows) {
        if (rows.isEmpty()) {
            return new Sums(Places.of(lattice.chains().size(), lattice.nowhere()), nothing(lattice));
        }
        List<List<String>> coordinates = rows.stream().map(Lattice.Row::place).toList();
        var scales = new ArrayList<Scale>();
        for (int chain = 0; chain < lattice.chains().size(); chain++) {
            int one = chain;
            scales.add(Scale.upTo(
                    coordinates.stream().map(place -> place.get(one)).toList(),
                    lattice.chains().get(chain).apart()));
        }
        var numbering = new Places.Numbering(scales);
        Map<String, Figures> figures = nothing(lattice);
        for (int row = 0; row < rows.size(); row++) {
            int place = numbering.number(numbering.coordinates(coordinates.get(row)));
            for (int sum = 0; sum < lattice.sums().size(); sum++) {
                of(figures, lattice.sums().get(sum))
                        .add(place, figure(rows.get(row).figures().get(sum)));
            }
        }
        for (int chain = 0; chain < scales.size(); chain++) {
            sumUp(lattice.chains().get(chain), chain, scales.get(chain), numbering, figures.values());
        }
        figures.forEach((sum, all) -> all.round(lattice.scale(sum)));
        return new Sums(numbering.places(), figures);
    }

    private static void sumUp(
            Chain chain, int number, Scale scale, Places.Numbering numbering, Iterable<Figures> figures) {
        for (int depth = chain.keys().size(); depth > chain.apart(); depth--) {
            int known = numbering.size();
            for (int place = 0; place < known; place++) {
                if (scale.depth(numbering.at(number, place)) == depth) {
                    int wider = numbering.wider(number, place);
                    for (Figures sums : figures) {
                        sums.add(wider, sums.at(place));
                    }
                }
            }
        }
    }

    private static Map<String, Figures> nothing(Lattice lattice) {
        var figures = new HashMap<String, Figures>();
        lattice.sums().forEach(sum -> figures.put(sum, new Figures(1 << 10)));
        return figures;
    }

    private static @Nullable BigDecimal figure(String text) {
        if (text.isEmpty()) {
            return null;
        }
        char first = text.charAt(0);
        boolean digit = text.length() == 1 && first >= '0' && first <= '9';
        return digit ? BigDecimal.valueOf(first - '0') : new BigDecimal(text); // most counts of villages are one digit
    }

    private static Figures of(Map<String, Figures> figures, String sum) {
        Figures found = figures.get(sum);
        if (found == null) {
            throw new IllegalStateException(sum);
        }
        return found;
    }

    Places places() {
        return places;
    }

    /** The figure at a place; null where there is none. */
    @Nullable BigDecimal figure(String sum, int place) {
        return of(figures, sum).at(place);
    }

    /** Nothing but some of the sums. */
    Sums only(List<String> sums) {
        var some = new HashMap<String, Figures>();
        sums.forEach(sum -> some.put(sum, of(figures, sum)));
        return new Sums(places, some);
    }

    /** How many numbers are kept. */
    long size() {
        return (long) places.size() * (2L * places.scales().size() + figures.size());
    }

    /** Figures by the number of their place. */
    private static final class Figures {
        private @Nullable BigDecimal[] all;

        Figures(int places) {
            all = new BigDecimal[places];
        }

        @Nullable BigDecimal at(int place) {
            return place < all.length ? all[place] : null;
        }

        void add(int place, @Nullable BigDecimal figure) {
            if (figure == null) {
                return;
            }
            if (place >= all.length) {
                all = Arrays.copyOf(all, Math.max(place + 1, 2 * all.length));
            }
            BigDecimal before = all[place];
            all[place] = before == null ? figure : before.add(figure);
        }

        void round(int scale) {
            for (int place = 0; place < all.length; place++) {
                BigDecimal figure = all[place];
                if (figure != null && figure.scale() != scale) {
                    all[place] = figure.setScale(scale, RoundingMode.HALF_UP);
                }
            }
        }
    }
}
