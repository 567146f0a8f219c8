package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Sha256;

/**
 * What is asked of a cube.
 *
 * @param measures the names of the measures
 * @param rows by what the rows are parted
 * @param column by what the columns are parted (樞紐)
 * @param slices to what the rows are narrowed
 * @param period empty for all there is
 * @param totals the dimensions for which there are rows of all together; of the first of them for each level
 * @param sort empty for the order of dimensions
 * @param top how many rows besides totals; 0 for all
 */
public record CubeQuery(
        List<String> measures,
        List<Axis> rows,
        Optional<Axis> column,
        List<Slice> slices,
        Optional<Period> period,
        Comparison comparison,
        Set<String> totals,
        Optional<Sort> sort,
        int top) {

    /** A level of a dimension, with all wider ones. */
    public record Axis(String dimension, String level) {}

    /** Only rows with one of these keys or names. */
    public record Slice(String dimension, String level, List<String> values) {
        /** Keeps a copy. */
        public Slice {
            values = List.copyOf(values);
        }
    }

    /** By the figures of a measure; ties go by the order of dimensions. */
    public record Sort(String measure, boolean descending) {}

    /** With what each figure is compared. */
    public enum Comparison {
        NONE,
        /** As much time right before (上期). */
        BEFORE,
        /** The same time a year before (去年同期). */
        YEAR_BEFORE
    }

    /** Keeps copies. */
    public CubeQuery {
        measures = List.copyOf(measures);
        rows = List.copyOf(rows);
        slices = List.copyOf(slices);
        totals = Set.copyOf(totals);
    }

    /** Measures of the whole cube in one row. */
    public static CubeQuery of(String... measures) {
        return new CubeQuery(
                List.of(measures),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Comparison.NONE,
                Set.of(),
                Optional.empty(),
                0);
    }

    /** Parted into one more dimension's rows. */
    public CubeQuery by(String dimension, String level) {
        var more = new ArrayList<>(rows);
        more.add(new Axis(dimension, level));
        return withRows(more);
    }

    /** With the values of a dimension as columns (樞紐). */
    public CubeQuery across(String dimension, String level) {
        return new CubeQuery(
                measures, rows, Optional.of(new Axis(dimension, level)), slices, period, comparison, totals, sort, top);
    }

    /** Narrowed to some values (切片). */
    public CubeQuery slice(String dimension, String level, String... values) {
        var more = new ArrayList<>(slices);
        more.add(new Slice(dimension, level, List.of(values)));
        return new CubeQuery(measures, rows, column, more, period, comparison, totals, sort, top);
    }

    /** One level further down below one value (下鑽); as it is when there is no further level. */
    public CubeQuery drill(Cube cube, String dimension, String value) {
        var drilled = new ArrayList<Axis>();
        CubeQuery narrowed = this;
        for (Axis axis : rows) {
            List<Level> levels = cube.dimension(dimension).levels();
            int next =
                    levels.indexOf(cube.dimension(dimension).find(axis.level()).orElse(levels.getLast())) + 1;
            if (axis.dimension().equals(dimension) && next < levels.size()) {
                drilled.add(new Axis(dimension, levels.get(next).name()));
                narrowed = slice(dimension, axis.level(), value);
            } else {
                drilled.add(axis);
            }
        }
        return narrowed.withRows(drilled);
    }

    /** Within a period. */
    public CubeQuery during(Period months) {
        return new CubeQuery(measures, rows, column, slices, Optional.of(months), comparison, totals, sort, top);
    }

    /** Beside an earlier time. */
    public CubeQuery comparedWith(Comparison other) {
        return new CubeQuery(measures, rows, column, slices, period, other, totals, sort, top);
    }

    /** With totals over dimensions (小計與合計). */
    public CubeQuery totalling(String... dimensions) {
        return new CubeQuery(measures, rows, column, slices, period, comparison, Set.of(dimensions), sort, top);
    }

    /** The first rows in an order. */
    public CubeQuery top(int count, Sort order) {
        return new CubeQuery(measures, rows, column, slices, period, comparison, totals, Optional.of(order), count);
    }

    /** The SHA-256 of the question, in hexadecimal: the same for whoever asks the same. */
    String hash(Cube cube) {
        List<Object> asked = List.of(
                cube.name(),
                cube.version(),
                measures,
                rows.stream().map(Axis::toString).toList(),
                column.map(Axis::toString).orElse(""),
                slices.stream().map(Slice::toString).toList(),
                period.map(Period::toString).orElse(""),
                comparison.name(),
                totals.stream().sorted().toList(),
                sort.map(Sort::toString).orElse(""),
                top);
        return HexFormat.of().formatHex(Sha256.of(CanonicalJson.bytes(asked)));
    }

    private CubeQuery withRows(List<Axis> other) {
        return new CubeQuery(measures, other, column, slices, period, comparison, totals, sort, top);
    }
}
