package tw.qiao.analytics.cubes;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Moments moments;

    Reading(Shape shape, Lattice lattice, Protection protection) {
        this.shape = shape;
        this.lattice = lattice;
        this.protection = protection;
        this.moments = new Moments(shape);
    }

    /** Adds all figures to {@code facts}. */
    void into(Facts facts) {
        Map<List<Integer>, Set<List<String>>> places = protection.places();
        for (boolean before : shape.compared().isPresent() ? List.of(false, true) : List.of(false)) {
            for (List<Integer> combination : shape.combinations()) {
                List<ChainReading> chains = chains(combination, before);
                List<Integer> depths = chains.stream().map(ChainReading::depth).toList();
                var sums = new HashMap<List<String>, Map<String, Sum>>();
                for (List<String> place : places.getOrDefault(depths, Set.of())) {
                    keys(combination, chains, place)
                            .ifPresent(keys -> add(sums.computeIfAbsent(keys, _ -> new HashMap<>()), place));
                }
                sums.forEach((keys, figures) ->
                        figures.forEach((name, sum) -> facts.put(new Facts.Place(keys, before), name, sum.cell())));
            }
        }
        if (shape.keys() == 0) {
            lattice.sums().forEach(name -> facts.putIfAbsent(new Facts.Place(List.of(), false), name));
        }
    }

    private void add(Map<String, Sum> figures, List<String> place) {
        for (String name : lattice.sums()) {
            Sum sum = figures.computeIfAbsent(name, _ -> new Sum());
            sum.told &= protection.isTold(place, name);
            if (!protection.isMissing(place, name)) {
                sum.value = sum.value == null
                        ? protection.figure(place, name)
                        : sum.value.add(protection.figure(place, name));
            }
        }
    }

    private static final class Sum {
        private boolean told = true;
        private @Nullable BigDecimal value;

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

    /** The keys of the row to which a place belongs; empty when it belongs to none. */
    private Optional<List<String>> keys(List<Integer> combination, List<ChainReading> chains, List<String> place) {
        var bySide = new HashMap<Integer, List<String>>();
        for (int chain = 0; chain < chains.size(); chain++) {
            Optional<List<String>> keys = chains.get(chain).keys(place.get(chain));
            if (keys.isEmpty()) {
                return Optional.empty();
            }
            bySide.put(side(lattice.chains().get(chain)), keys.get());
        }
        var keys = new ArrayList<String>();
        for (int number = 0; number < combination.size(); number++) {
            List<String> told = bySide.getOrDefault(number, List.of());
            for (int level = 0; level < shape.sides().get(number).levels().size(); level++) {
                keys.add(level < told.size() && level < combination.get(number) ? told.get(level) : Level.ALL);
            }
        }
        return Optional.of(List.copyOf(keys));
    }
}
