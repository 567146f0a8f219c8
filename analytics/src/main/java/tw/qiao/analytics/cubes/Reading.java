package tw.qiao.analytics.cubes;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.kernel.Problem;

/**
 * Reads the figures of an answer off a lattice. A figure that no place of the lattice has by itself, because of a slice
 * or a period, is the sum of some that have one, and is told only where each of those is.
 */
final class Reading {
    private static final int MOST_ROWS = 100_000;

    private final Shape shape;
    private final Lattice lattice;
    private final List<Part> parts = new ArrayList<>();
    private final Moments moments;
    private final List<String> names;

    /** For each name the number of the count that says whether it is told. */
    private final int[] counts;

    /** @param first one of the protections of a family, which all are of the same sums over the same chains */
    Reading(Shape shape, Lattice lattice, Protection first) {
        this.shape = shape;
        this.lattice = lattice;
        this.moments = new Moments(shape);
        this.names = first.names();
        this.counts = names.stream()
                .mapToInt(name -> first.number(shape.sum(name).countedBy().orElse(name)))
                .toArray();
        for (boolean before : shape.compared().isPresent() ? List.of(false, true) : List.of(false)) {
            for (List<Integer> combination : shape.combinations()) {
                parts.add(
                        new Part(combination, before, new RowNumbers(chains(combination, before)), new ArrayList<>()));
            }
        }
    }

    /** Some rows of the answer: those of one combination of levels, of now or of before. */
    private record Part(List<Integer> combination, boolean before, RowNumbers numbers, List<List<Sum>> sums) {}

    /** Reads some years; a problem {@code cube_too_large} as soon as the rows are too many. */
    void add(Protection protection) {
        parts.forEach(part -> add(part, protection));
    }

    /** Adds all figures to {@code facts}. */
    void into(Facts facts) {
        parts.forEach(part -> into(part, facts));
        if (shape.keys() == 0) {
            names.forEach(name -> facts.putIfAbsent(new Facts.Place(List.of(), false), name));
        }
    }

    private void add(Part part, Protection protection) {
        int[] rows = part.numbers().of(protection.places());
        if (part.numbers().rows().size() > MOST_ROWS) {
            throw Problem.invalid(
                    "cube_too_large",
                    "The answer has more than " + MOST_ROWS
                            + " rows; choose a wider level, fewer areas or a shorter period");
        }
        while (part.sums().size() < part.numbers().rows().size()) {
            part.sums().add(sums());
        }
        for (int place = 0; place < rows.length; place++) {
            if (rows[place] >= 0) {
                add(part.sums().get(rows[place]), protection, place);
            }
        }
    }

    private void into(Part part, Facts facts) {
        for (int row = 0; row < part.sums().size(); row++) {
            List<String> keys = keys(part.combination(), part.numbers().rows().get(row));
            var place = new Facts.Place(keys, part.before());
            part.sums().get(row).forEach(sum -> facts.put(place, sum.name, sum.cell()));
        }
    }

    private List<Sum> sums() {
        return names.stream().map(Sum::new).toList();
    }

    private void add(List<Sum> figures, Protection protection, int place) {
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

    /** The keys of a row, of which each chain tells some. */
    private List<String> keys(List<Integer> combination, List<List<String>> byChain) {
        var bySide = new HashMap<Integer, List<String>>();
        for (int chain = 0; chain < byChain.size(); chain++) {
            bySide.put(side(lattice.chains().get(chain)), byChain.get(chain));
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
