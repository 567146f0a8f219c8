package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.query.Found;

/**
 * All sums along the levels of the dimensions that a question touches, over the whole table: what may be told is
 * decided on these, so that it depends on no filter. Those below parents that the question does not touch are left out.
 */
final class Lattice {
    private final Shape shape;
    private final boolean stock;
    private final List<String> sums;
    private final List<Chain> chains = new ArrayList<>();
    private final SqlParts parts;

    /** The lattice of the states ({@code stock}) or of the other sums that the question needs. */
    Lattice(Shape shape, boolean stock) {
        this.shape = shape;
        this.stock = stock;
        this.parts = new SqlParts(shape);
        this.sums = shape.sums().stream()
                .filter(name -> shape.sum(name).stock() == stock)
                .toList();
        var moments = new Moments(shape);
        if (stock) {
            shape.cube().time().ifPresent(time -> chains.add(new Chain(time, moment(), true)));
        }
        for (Dimension dimension : shape.cube().dimensions()) {
            List<String> keys =
                    dimension.time().isPresent() ? List.of() : parts.keys(dimension, shape.depth(dimension));
            if (!keys.isEmpty()) {
                chains.add(new Chain(dimension, keys, false));
            }
        }
        if (!stock && moments.depth() > 0) {
            shape.cube().time().ifPresent(time -> chains.add(new Chain(time, times(moments.depth()), false)));
        }
    }

    boolean isEmpty() {
        return sums.isEmpty();
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

    List<String> parameters() {
        return parts.parameters();
    }

    /** Of which period a state is, and of which span when the answer has spans. */
    private List<String> moment() {
        return Stream.concat(
                        Stream.of(CubeStatement.SPAN),
                        shape.timeSide().stream()
                                .map(side -> SqlParts.key(side.levels().getLast())))
                .toList();
    }

    private List<String> times(int depth) {
        String column = parts.time();
        ColumnType type = shape.cube().timeType();
        return Moments.LEVELS.subList(0, depth).stream()
                .map(level -> SqlParts.known(level.sql(column, type)))
                .toList();
    }

    /** The SQL, whose parameters are complete afterwards. */
    String sql() {
        List<String> columns = IntStream.range(0, chains.size())
                .mapToObj(this::keys)
                .flatMap(List::stream)
                .toList();
        var told = new ArrayList<>(columns);
        sums.forEach(name -> told.add(parts.aggregate(name, Optional.empty()) + " as " + name));
        return "select " + String.join(", ", told) + " from (" + rows() + ") as facts" + last()
                + (columns.isEmpty() ? "" : " group by grouping sets (" + sets() + ")" + having());
    }

    /** The columns of a chain's keys. */
    private List<String> keys(int chain) {
        return IntStream.range(0, chains.get(chain).keys().size())
                .mapToObj(level -> column(chain, level))
                .toList();
    }

    private static String column(int chain, int level) {
        return "c" + chain + "_" + level;
    }

    private String rows() {
        if (!stock) {
            return "select " + String.join(", ", columns("")) + " from "
                    + shape.cube().table() + parts.where(List.of());
        }
        return "select *, max(time_of_row) over (partition by " + String.join(", ", keys(0)) + ") as last_time from ("
                + parts.facts(this::columns, List.of()) + ") as states";
    }

    private List<String> columns(String span) {
        var columns = new ArrayList<String>();
        for (int chain = 0; chain < chains.size(); chain++) {
            for (int level = 0; level < chains.get(chain).keys().size(); level++) {
                String key = chains.get(chain).keys().get(level);
                columns.add((key.equals(CubeStatement.SPAN) ? "'" + span + "'" : key) + " as " + column(chain, level));
            }
        }
        sums.forEach(name -> columns.add("(" + shape.sum(name).sql() + ") as v_" + name));
        if (stock) {
            columns.add(parts.time() + " as time_of_row");
        }
        return columns;
    }

    /** Of states, those at the last time of each span count. */
    private String last() {
        return stock ? " where time_of_row = last_time" : "";
    }

    private String sets() {
        List<List<String>> sets = List.of(List.of());
        for (int chain = 0; chain < chains.size(); chain++) {
            var more = new ArrayList<List<String>>();
            int all = chains.get(chain).keys().size();
            for (List<String> set : sets) {
                for (int depth = chains.get(chain).apart() ? all : 0; depth <= all; depth++) {
                    var extended = new ArrayList<>(set);
                    for (int level = 0; level < depth; level++) {
                        extended.add(column(chain, level));
                    }
                    more.add(extended);
                }
            }
            sets = more;
        }
        return sets.stream()
                .map(set -> set.stream().collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.joining(", "));
    }

    private String having() {
        var conditions = new ArrayList<String>();
        for (int chain = 0; chain < chains.size(); chain++) {
            Chain one = chains.get(chain);
            for (int level = 1; level < one.keys().size() && !one.apart(); level++) {
                String key = column(chain, level);
                parts.touched(one, level - 1, column(chain, level - 1))
                        .ifPresent(touched -> conditions.add("(" + key + " is null or " + touched + ")"));
            }
        }
        return conditions.isEmpty() ? "" : " having " + String.join(" and ", conditions);
    }

    /** What was found, by place; figures that are not there are null. */
    Map<List<String>, JsonNode> places(Found found) {
        var places = new LinkedHashMap<List<String>, JsonNode>();
        for (JsonNode row : found.rows()) {
            int column = 0;
            var place = new ArrayList<String>();
            for (Chain chain : chains) {
                var keys = new ArrayList<String>();
                for (int level = 0; level < chain.keys().size(); level++) {
                    JsonNode key = row.get(column++);
                    if (!key.isNull()) {
                        keys.add(key.asString());
                    }
                }
                place.add(Coordinates.of(keys));
            }
            places.put(List.copyOf(place), row);
        }
        return places;
    }

    /** Where the figures of a sum stand in a row. */
    int column(String sum) {
        return chains.stream().mapToInt(chain -> chain.keys().size()).sum() + sums.indexOf(sum);
    }
}
