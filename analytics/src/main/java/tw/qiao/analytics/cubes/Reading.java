package tw.qiao.analytics.cubes;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.egress.Cell;

/**
 * Reads the figures of an answer off a lattice. A figure that no place of the lattice has by itself, because of a slice
 * or a period, is the sum of some that have one, and is told only where each of those is.
 */
final class Reading {
    private final Shape shape;
    private final Lattice lattice;
    private final Protection protection;
    private final Places places;
    private final Moments moments;
    private final List<String> names;

    /** For each name the number of the count that says whether it is told. */
    private final int[] counts;

    Reading(Shape shape, Lattice lattice, Protection protection) {
        this.shape = shape;
        this.lattice = lattice;
        this.protection = protection;
        this.places = protection.places();
        this.moments = new Moments(shape);
        this.names = protection.names();
        this.counts = names.stream()
                .mapToInt(name -> protection.number(shape.sum(name).countedBy().orElse(name)))
                .toArray();
    }

    /** Adds all figures to {@code facts}. */
    void into(Facts facts) {
        for (boolean before : shape.compared().isPresent() ? List.of(false, true) : List.of(false)) {
            for (List<Integer> combination : shape.combinations()) {
                read(combination, before, facts);
            }
        }
        if (shape.keys() == 0) {
            names.forEach(name -> facts.putIfAbsent(new Facts.Place(List.of(), false), name));
        }
    }

    private void read(List<Integer> combination, boolean before, Facts facts) {
        List<List<Optional<List<String>>>> read = new ArrayList<>();
        List<ChainReading> chains = chains(combination, before);
        for (int chain = 0; chain < chains.size(); chain++) {
            read.add(keys(chains.get(chain), places.scales().get(chain)));
        }
        var sums = new HashMap<List<String>, List<Sum>>();
        for (int place = 0; place < places.size(); place++) {
            if (belongs(read, place)) {
                add(sums.computeIfAbsent(keys(combination, read, place), _ -> sums()), place);
            }
        }
        sums.forEach((keys, figures) ->
                figures.forEach(sum -> facts.put(new Facts.Place(keys, before), sum.name, sum.cell())));
    }

    /** What each coordinate of a chain becomes; nothing for those that the answer leaves out. */
    private static List<Optional<List<String>>> keys(ChainReading chain, Scale scale) {
        var keys = new ArrayList<Optional<List<String>>>();
        for (int number = 0; number < scale.size(); number++) {
            keys.add(scale.depth(number) == chain.depth() ? chain.keys(scale.coordinate(number)) : Optional.empty());
        }
        return keys;
    }

    private boolean belongs(List<List<Optional<List<String>>>> read, int place) {
        for (int chain = 0; chain < read.size(); chain++) {
            if (read.get(chain).get(places.at(chain, place)).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private List<Sum> sums() {
        return names.stream().map(Sum::new).toList();
    }

    private void add(List<Sum> figures, int place) {
        for (int number = 0; number < figures.size(); number++) {
            Sum sum = figures.get(number);
            sum.told &= protection.isTold(counts[number], place);
            BigDecimal figure = protection.figure(sum.name, place);
            if (figure != null) {
                sum.value = sum.value == null ? figure : sum.value.add(figure);
            }
        }
    }

    private static final class Sum {
        private final String name;

        private boolean told = true;
        private @Nullable BigDecimal value;

        Sum(String name) {
            this.name = name;
        }

        Cell cell() {
            if (!told) {
                return new Cell.Suppressed();
            }
            return value == null ? new Cell.Missing(Column.Missing.UNKNOWN) : new Cell.Figure(value);
        }
    }

    private List<ChainReading> chains(List<Integer> combination, boolean before) {
        var readings = new ArrayList<ChainReading>();
        for (Chain chain : lattice.chains()) {
            int number = side(chain);
            int depth = number < 0 ? 0 : combination.get(number);
            if (chain.isTime() && lattice.isOfStates()) {
                readings.add(ChainReading.ofStates(number >= 0, before));
            } else if (chain.isTime()) {
                Optional<Period> period = before ? shape.compared() : moments.period();
                readings.add(ChainReading.ofTime(
                        moments,
                        depth == 0
                                ? Optional.empty()
                                : Optional.of(shape.sides().get(number).span()),
                        period));
            } else {
                readings.add(
                        ChainReading.of(chain.dimension(), depth, shape.query().slices()));
            }
        }
        return readings;
    }

    /** The number of the side that a chain is of; -1 when it is none. */
    private int side(Chain chain) {
        for (int number = 0; number < shape.sides().size(); number++) {
            Side side = shape.sides().get(number);
            if (chain.isTime() ? side.isTime() : side.dimension().equals(chain.dimension())) {
                return number;
            }
        }
        return -1;
    }

    /** The keys of the row to which a place belongs. */
    private List<String> keys(List<Integer> combination, List<List<Optional<List<String>>>> read, int place) {
        var bySide = new HashMap<Integer, List<String>>();
        for (int chain = 0; chain < read.size(); chain++) {
            bySide.put(
                    side(lattice.chains().get(chain)),
                    read.get(chain).get(places.at(chain, place)).orElseThrow());
        }
        var keys = new ArrayList<String>();
        for (int number = 0; number < combination.size(); number++) {
            List<String> told = bySide.getOrDefault(number, List.of());
            for (int level = 0; level < shape.sides().get(number).levels().size(); level++) {
                keys.add(level < told.size() && level < combination.get(number) ? told.get(level) : Level.ALL);
            }
        }
        return List.copyOf(keys);
    }
}
