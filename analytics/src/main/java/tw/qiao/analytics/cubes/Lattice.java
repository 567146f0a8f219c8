package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.dictionary.ColumnType;

/**
 * All sums along the levels of the dimensions that a question touches: what may be told is decided on these, so that it
 * depends on no filter. Those below parents that the question does not touch, and years that it does not touch, are
 * left out.
 */
final class Lattice {
    private final Shape shape;
    private final boolean stock;
    private final List<String> sums;
    private final Optional<Period> years;
    private final List<Chain> chains = new ArrayList<>();
    private final SqlParts parts;

    /**
     * The lattice of some sums.
     *
     * @param stock whether they are states
     * @param years of which years, where they are none; empty for all
     */
    Lattice(Shape shape, boolean stock, List<String> sums, Optional<Period> years) {
        this.shape = shape;
        this.stock = stock;
        this.parts = new SqlParts(shape);
        this.sums = List.copyOf(sums);
        this.years = years;
        var moments = new Moments(shape);
        if (stock) {
            shape.cube().time().ifPresent(time -> chains.add(new Chain(time, List.of(moment()), 1)));
        }
        for (Dimension dimension : shape.cube().dimensions()) {
            List<String> keys =
                    dimension.time().isPresent() ? List.of() : parts.keys(dimension, shape.depth(dimension));
            if (!keys.isEmpty()) {
                chains.add(new Chain(dimension, keys, 0));
            }
        }
        if (!stock) {
            shape.cube().time().ifPresent(time -> chains.add(new Chain(time, times(moments.depth()), 1)));
        }
    }

    boolean isOfStates() {
        return stock;
    }

    List<String> sums() {
        return sums;
    }

    List<Chain> chains() {
        return chains;
    }

    private String moment() {
        return shape.timeSide()
                .map(side -> SqlParts.key(side.levels().getLast()))
                .orElseGet(() -> parts.spanOrNow());
    }

    private List<String> times(int depth) {
        String column = parts.time();
        ColumnType type = shape.cube().timeType();
        return Moments.LEVELS.subList(0, depth).stream()
                .map(level -> SqlParts.known(level.sql(column, type)))
                .toList();
    }

    /** The SQL for the sums at the narrowest levels, of which all others can be summed up. */
    Statement narrowest() {
        List<String> all = sets().getLast();
        return new Statement(sql(List.of(all), parts::part, ""), parts.parameters());
    }

    /** The same with many places in each row; for engines that can pack them. */
    Statement packed() {
        Statement narrowest = narrowest();
        return new Statement(new Packing(this).sql(narrowest.sql()), narrowest.parameters());
    }

    /** The SQL for some of the {@link #sets}, without those below parents that the question does not touch. */
    Statement touched(List<List<String>> sets) {
        String having = having(sets.stream().flatMap(List::stream).collect(Collectors.toSet()));
        return new Statement(sql(sets, name -> parts.aggregate(name, Optional.empty()), having), parts.parameters());
    }

    /** A statement with its parameters. */
    record Statement(String sql, List<String> parameters) {
        /** Keeps a copy. */
        Statement {
            parameters = List.copyOf(parameters);
        }
    }

    private String sql(List<List<String>> sets, UnaryOperator<String> sum, String having) {
        Set<String> grouped = sets.stream().flatMap(List::stream).collect(Collectors.toSet());
        var told = new ArrayList<String>();
        for (int chain = 0; chain < chains.size(); chain++) {
            for (int level = 0; level < chains.get(chain).keys().size(); level++) {
                String column = column(chain, level);
                told.add(grouped.contains(column) ? column : "cast(null as varchar) as " + column);
            }
        }
        sums.forEach(name -> told.add(sum.apply(name) + " as " + name));
        return "select " + String.join(", ", told) + " from (" + rows() + ") as facts" + last()
                + (chains.isEmpty() ? "" : " group by grouping sets (" + joined(sets) + ")" + having);
    }

    private static String column(int chain, int level) {
        return "c" + chain + "_" + level;
    }

    private String rows() {
        var columns = new ArrayList<String>();
        for (int chain = 0; chain < chains.size(); chain++) {
            for (int level = 0; level < chains.get(chain).keys().size(); level++) {
                columns.add(chains.get(chain).keys().get(level) + " as " + column(chain, level));
            }
        }
        sums.forEach(name -> columns.add("(" + shape.sum(name).sql() + ") as v_" + name));
        if (!stock) {
            return "select " + String.join(", ", columns) + " from "
                    + shape.cube().table()
                    + parts.where(years.map(parts::during).stream().toList());
        }
        columns.add(parts.time() + " as time_of_row");
        return "select *, max(time_of_row) over (partition by " + column(0, 0) + ") as last_time from (select "
                + String.join(", ", columns) + " from " + shape.cube().table() + parts.where(parts.times())
                + ") as states";
    }

    /** Of states, those at the last time of each span count. */
    private String last() {
        return stock ? " where time_of_row = last_time" : "";
    }

    /** By which columns the sums are parted, all combinations of levels. */
    List<List<String>> sets() {
        List<List<String>> sets = List.of(List.of());
        for (int chain = 0; chain < chains.size(); chain++) {
            var more = new ArrayList<List<String>>();
            int all = chains.get(chain).keys().size();
            for (List<String> set : sets) {
                for (int depth = chains.get(chain).apart(); depth <= all; depth++) {
                    var extended = new ArrayList<>(set);
                    for (int level = 0; level < depth; level++) {
                        extended.add(column(chain, level));
                    }
                    more.add(extended);
                }
            }
            sets = more;
        }
        return sets;
    }

    private static String joined(List<List<String>> sets) {
        return sets.stream()
                .map(set -> set.stream().collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", "));
    }

    /** Below parents that are not touched nothing is needed. */
    private String having(Set<String> grouped) {
        var conditions = new ArrayList<String>();
        for (int chain = 0; chain < chains.size(); chain++) {
            Chain one = chains.get(chain);
            for (int level = 1; level < one.keys().size(); level++) {
                String key = column(chain, level);
                if (grouped.contains(key)) {
                    parts.touched(one, level - 1, column(chain, level - 1))
                            .ifPresent(touched -> conditions.add("(" + key + " is null or " + touched + ")"));
                }
            }
        }
        return conditions.isEmpty() ? "" : " having " + String.join(" and ", conditions);
    }

    /**
     * A place with its figures, in the order of the {@link #sums}.
     *
     * @param figures empty texts where there are none
     */
    record Row(List<String> place, List<String> figures) {}

    /** What was found, place by place. */
    List<Row> rows(List<JsonNode> found) {
        int first = chains.stream().mapToInt(chain -> chain.keys().size()).sum();
        return found.stream()
                .map(row -> new Row(
                        place(row, chains.size()),
                        IntStream.range(first, first + sums.size())
                                .mapToObj(row::get)
                                .map(figure -> figure.isNull() ? "" : figure.asString())
                                .toList()))
                .toList();
    }

    /** The coordinates of a row in the first chains, whose keys are its first columns. */
    List<String> place(JsonNode row, int firstChains) {
        int column = 0;
        var place = new ArrayList<String>();
        for (Chain chain : chains.subList(0, firstChains)) {
            var keys = new ArrayList<String>();
            for (int level = 0; level < chain.keys().size(); level++) {
                JsonNode key = row.get(column++);
                if (!key.isNull()) {
                    keys.add(key.asString());
                }
            }
            place.add(Coordinates.of(keys));
        }
        return place;
    }

    /** The names of the columns with the keys of a chain. */
    List<String> columns(int chain) {
        return IntStream.range(0, chains.get(chain).keys().size())
                .mapToObj(level -> column(chain, level))
                .toList();
    }

    /** The places there are where there is no row: that of all together, unless something is never summed up. */
    List<List<String>> nowhere() {
        return apart().stream().allMatch(levels -> levels == 0)
                ? List.of(Collections.nCopies(chains.size(), ""))
                : List.of();
    }

    /** With how many digits after the point a sum is told. */
    int scale(String sum) {
        return shape.cube().measure(sum).type().scale();
    }

    /** How many levels of each chain have no sum above them. */
    List<Integer> apart() {
        return chains.stream().map(Chain::apart).toList();
    }
}
