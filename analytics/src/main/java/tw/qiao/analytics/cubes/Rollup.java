package tw.qiao.analytics.cubes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.cubes.Measure.Aggregate;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.WorkerCommand;
import tw.qiao.analytics.tables.SnapshotCache;
import tw.qiao.kernel.Sha256;

/**
 * The rows of a cube's table summed up by all of its levels and by months (彙總): far fewer than those of single events
 * or people, with keys that are already made. Any question about the cube has the same answer over them. What is asked
 * of wider levels is answered by {@link #grains} that know no others, and are far smaller still.
 */
public final class Rollup {
    private static final int DIGITS = 16;

    private Rollup() {}

    /** Has a process roll up the current snapshot of the cube's table; false when that is done or it has no rows. */
    public static boolean fill(SnapshotCache cache, Cube cube, WorkerCommand writer) {
        boolean filled = false;
        for (Cube grain : grains(cube)) {
            filled |= cache.fill(cube.table(), form(grain), source -> "(" + statement(grain, source) + ")", writer);
        }
        return filled;
    }

    /** Whether the current snapshot has rows that were not rolled up. */
    static boolean isMissing(SnapshotCache cache, Cube cube) {
        return grains(cube).stream().anyMatch(grain -> cache.isMissing(cube.table(), form(grain)));
    }

    /**
     * By which levels rows are summed up, the fewest first: by all but the narrowest of each dimension that has
     * several, and by all.
     */
    static List<Cube> grains(Cube cube) {
        List<Dimension> wider = cube.dimensions().stream().map(Rollup::wider).toList();
        return wider.equals(cube.dimensions()) ? List.of(cube) : List.of(with(cube, wider), cube);
    }

    private static Dimension wider(Dimension dimension) {
        List<Level> levels = dimension.levels();
        return dimension.time().isPresent() || levels.size() == 1
                ? dimension
                : new Dimension(
                        dimension.name(), dimension.title(), dimension.time(), levels.subList(0, levels.size() - 1));
    }

    private static Cube with(Cube cube, List<Dimension> dimensions) {
        return new Cube(
                cube.name(),
                cube.version(),
                cube.title(),
                cube.explanation(),
                cube.table(),
                cube.filter(),
                cube.timeType(),
                dimensions,
                cube.measures());
    }

    /** Whether a grain has all levels of a question. */
    static boolean tells(Cube grain, CubeQuery query) {
        var axes = new ArrayList<>(query.rows());
        query.column().ifPresent(axes::add);
        query.slices().forEach(slice -> axes.add(new CubeQuery.Axis(slice.dimension(), slice.level())));
        return axes.stream().allMatch(axis -> tells(grain, axis));
    }

    static boolean tells(Cube grain, CubeQuery.Axis axis) {
        return grain.dimension(axis.dimension()).find(axis.level()).isPresent();
    }

    /** What tells the rolled up rows of this declaration from those of others. */
    static String form(Cube cube) {
        byte[] digest = Sha256.of(statement(cube, cube.table()).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    }

    /** The same cube over rolled up rows. */
    static Cube over(Cube cube) {
        var dimensions = new ArrayList<Dimension>();
        for (Dimension dimension : cube.dimensions()) {
            var levels = new ArrayList<Level>();
            for (Level level : dimension.levels()) {
                levels.add(
                        dimension.time().isPresent()
                                ? level
                                : new Level(
                                        level.name(),
                                        level.title(),
                                        column(dimension, level),
                                        level.codes(),
                                        level.time(),
                                        true));
            }
            dimensions.add(new Dimension(dimension.name(), dimension.title(), dimension.time(), levels));
        }
        return new Cube(
                cube.name(),
                cube.version(),
                cube.title(),
                cube.explanation(),
                cube.table(),
                Optional.empty(),
                cube.timeType(),
                dimensions,
                cube.measures().stream().map(Rollup::over).toList());
    }

    private static Measure over(Measure measure) {
        return measure.kind() instanceof Measure.Sum sum
                ? new Measure(
                        measure.name(),
                        measure.version(),
                        measure.title(),
                        measure.unit(),
                        measure.type(),
                        new Measure.Sum(
                                sum.aggregate() == Aggregate.COUNT ? Aggregate.TALLY : sum.aggregate(),
                                column(measure),
                                sum.stock(),
                                sum.people(),
                                sum.parts(),
                                sum.countedBy()))
                : measure;
    }

    /** The rows summed up, of what follows {@code from}. */
    static String statement(Cube cube, String source) {
        var columns = new ArrayList<String>();
        for (Dimension dimension : cube.dimensions()) {
            if (dimension.time().isEmpty()) {
                dimension
                        .levels()
                        .forEach(level -> columns.add(SqlParts.key(level) + " as " + column(dimension, level)));
            }
        }
        cube.dimensions().stream()
                .flatMap(dimension -> dimension.time().stream())
                .distinct()
                .forEach(time -> columns.add(time(cube, time) + " as " + Sql.name(time)));
        for (Measure measure : cube.measures()) {
            if (measure.kind() instanceof Measure.Sum sum) {
                columns.add(aggregate(sum) + " as " + column(measure));
            }
        }
        return "select " + String.join(", ", columns) + " from " + source
                + cube.filter().map(filter -> " where " + filter).orElse("") + " group by all order by all";
    }

    /** Questions are about months at the shortest, but what is the last state of a month takes its days. */
    private static String time(Cube cube, String column) {
        boolean exact = cube.timeType().kind() == ColumnType.Kind.YEAR
                || cube.measures().stream()
                        .anyMatch(measure -> measure.kind() instanceof Measure.Sum sum && sum.stock());
        return exact ? Sql.name(column) : "date_trunc('month', " + Sql.name(column) + ")::date";
    }

    private static String aggregate(Measure.Sum sum) {
        return switch (sum.aggregate()) {
            case SUM, TALLY -> "sum(" + sum.sql() + ")";
            case COUNT -> "count(" + sum.sql() + ")";
            case MIN -> "min(" + sum.sql() + ")";
            case MAX -> "max(" + sum.sql() + ")";
        };
    }

    private static String column(Dimension dimension, Level level) {
        return Sql.name(dimension.name() + ":" + level.name());
    }

    private static String column(Measure measure) {
        return Sql.name("measure:" + measure.name());
    }
}
