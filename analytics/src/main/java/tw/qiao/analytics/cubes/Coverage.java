package tw.qiao.analytics.cubes;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.dictionary.ColumnType;

/**
 * The months of which a cube's table has rows (涵蓋期間); of a table that knows years alone, all months of these.
 *
 * @param months each once, in their order
 */
public record Coverage(List<YearMonth> months) {
    /** That of a cube without time, or without rows. */
    public static final Coverage NONE = new Coverage(List.of());

    private static final int YEAR = 12;

    /** Keeps a copy. */
    public Coverage {
        months = List.copyOf(months);
    }

    /** The statement that finds it; the times are told apart before they are written as keys, as there are few. */
    static String sql(Cube cube) {
        String time = cube.time().flatMap(Dimension::time).orElseThrow();
        String filter =
                cube.filter().map(condition -> " and (" + condition + ")").orElse("");
        return "select distinct " + unit(cube).sql(time, cube.timeType()) + " from (select distinct " + time + " from "
                + cube.table() + " where " + time + " is not null" + filter + ") as times";
    }

    /** What {@link #sql} found. */
    static Coverage of(Cube cube, List<JsonNode> rows) {
        TimeLevel unit = unit(cube);
        return new Coverage(rows.stream()
                .map(row -> unit.first(row.get(0).asString()))
                .sorted()
                .flatMap(first -> IntStream.range(0, unit.months()).mapToObj(first::plusMonths))
                .toList());
    }

    private static TimeLevel unit(Cube cube) {
        return cube.timeType().kind() == ColumnType.Kind.YEAR ? TimeLevel.YEAR : TimeLevel.MONTH;
    }

    /** From the first to the last month; empty where there is none. */
    public Optional<Period> period() {
        return months.isEmpty() ? Optional.empty() : Optional.of(new Period(months.getFirst(), months.getLast()));
    }

    /** The same in words; empty where there is none. */
    public Optional<Title> words() {
        return period().map(TimeWords::of);
    }

    /** The last year where it is all there, else the last month. */
    Period last() {
        Period year = Period.ofYear(months.getLast().getYear());
        return within(year).months().size() == YEAR ? year : new Period(months.getLast(), months.getLast());
    }

    /** The years of which there is anything, the newest first. */
    public List<Integer> years() {
        return months.stream().map(YearMonth::getYear).distinct().toList().reversed();
    }

    /** The newest year with all of its months; the newest at all where none has them; empty where there is none. */
    public Optional<Integer> newestWholeYear() {
        List<Integer> years = years();
        return years.stream()
                .filter(year -> within(Period.ofYear(year)).months().size() == YEAR)
                .findFirst()
                .or(() -> years.stream().findFirst());
    }

    /** What there is of a period. */
    public Coverage within(Period period) {
        return only(period::contains);
    }

    Coverage only(Predicate<YearMonth> wanted) {
        return new Coverage(months.stream().filter(wanted).toList());
    }
}
