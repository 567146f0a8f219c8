package tw.qiao.analytics.cubes;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;

/**
 * Of which time the figures of an answer are (資料期間), and what of that time is not there.
 *
 * @param told the months that are read for the answer, without those with which it is compared
 * @param compared the earlier time with which it is compared as a whole
 * @param states whether all figures are states, of which a time has the last
 * @param parted whether each figure has a time of its own
 * @param gaps the years of which some months are asked for and not there
 */
public record AnswerTime(Coverage told, Optional<Period> compared, boolean states, boolean parted, List<Gap> gaps) {
    /** Nothing is said of cubes without time. */
    public static final AnswerTime NONE = new AnswerTime(Coverage.NONE, Optional.empty(), false, false, List.of());

    /** Keeps a copy. */
    public AnswerTime {
        gaps = List.copyOf(gaps);
    }

    /** A year of which only some months are there, or none. */
    public record Gap(int year, List<YearMonth> months) {
        /** Keeps a copy. */
        public Gap {
            months = List.copyOf(months);
        }

        Title words() {
            Title year = TimeWords.of(Period.ofYear(this.year));
            if (months.isEmpty()) {
                return new Title(year.chinese() + "沒有資料", year.english() + " has no data");
            }
            Title some = TimeWords.some(months);
            return new Title(
                    year.chinese() + "只有" + some.chinese() + "的資料",
                    year.english() + " has " + some.english() + " only");
        }
    }

    /** That of the answer to a query, where the cube's table has rows of {@code coverage}. */
    public static AnswerTime of(Cube cube, CubeQuery query, Coverage coverage) {
        if (coverage.period().isEmpty()) {
            return NONE;
        }
        var shape = new Shape(cube, query);
        var moments = new Moments(shape);
        Coverage sliced = coverage.only(moments::isSliced);
        boolean states = shape.sums().stream().allMatch(name -> shape.sum(name).stock());
        return new AnswerTime(
                query.period().map(sliced::within).orElse(sliced),
                shape.compared(),
                states,
                shape.timeSide().isPresent(),
                states ? List.of() : gaps(moments, coverage));
    }

    private static List<Gap> gaps(Moments moments, Coverage coverage) {
        Optional<Period> asked = moments.touched();
        var gaps = new ArrayList<Gap>();
        for (int year : coverage.period().stream().flatMapToInt(Period::years).toArray()) {
            List<YearMonth> wanted = Period.ofYear(year).each().stream()
                    .filter(month -> asked.map(period -> period.contains(month)).orElse(true))
                    .filter(moments::isSliced)
                    .toList();
            List<YearMonth> there = coverage.only(wanted::contains).months();
            if (there.size() < wanted.size()) {
                gaps.add(new Gap(year, there));
            }
        }
        return gaps;
    }

    /** The time in words; empty where there is none. */
    public Optional<Title> words() {
        return told.period().map(period -> {
            if (!states) {
                return TimeWords.of(period);
            }
            if (!parted) {
                return TimeWords.endOf(told.last());
            }
            Title all = TimeWords.of(period);
            return new Title(all.chinese() + "，各期取期末", all.english() + ", each at its end");
        });
    }

    /** The earlier time in words. */
    public Optional<Title> comparedWords() {
        return compared.map(TimeWords::of);
    }

    /** Which years are not whole, in words; empty where all are. */
    public Optional<Title> incomplete() {
        if (gaps.isEmpty()) {
            return Optional.empty();
        }
        List<Title> words = gaps.stream().map(Gap::words).toList();
        return Optional.of(new Title(
                String.join("；", words.stream().map(Title::chinese).toList()),
                String.join("; ", words.stream().map(Title::english).toList())));
    }

    /** The rows of an answer, each with the first and the last month of what it is about. */
    public Result beside(CubeAnswer answer) {
        Result result = answer.result();
        var columns = new ArrayList<>(result.columns());
        var types = new ArrayList<>(result.types());
        for (String column : List.of("period_from", "period_to")) {
            columns.add(column);
            types.add("VARCHAR");
        }
        var rows = new ArrayList<List<Cell>>();
        for (int row = 0; row < result.rows().size(); row++) {
            var cells = new ArrayList<>(result.rows().get(row));
            List<YearMonth> there =
                    of(answer.grid(), answer.grid().rows().get(row)).months();
            cells.add(month(there, !states));
            cells.add(month(there, false));
            rows.add(cells);
        }
        return new Result(columns, types, rows, result.truncated(), result.provenance());
    }

    private static Cell month(List<YearMonth> there, boolean first) {
        return there.isEmpty()
                ? new Cell.Missing(Column.Missing.UNKNOWN)
                : new Cell.Text((first ? there.getFirst() : there.getLast()).toString());
    }

    /** What a row of an answer is about. */
    private Coverage of(Grid grid, Grid.Row row) {
        Coverage there = told;
        for (int part = 0; part < row.keys().size(); part++) {
            if (grid.parts().get(part).level().time().isPresent()
                    && row.keys().get(part).equals(Level.UNKNOWN)) {
                return Coverage.NONE;
            }
            Optional<Period> span =
                    grid.parts().get(part).level().period(row.keys().get(part));
            there = span.map(there::within).orElse(there);
        }
        return there;
    }

    /** What is there of the time that a key names, such as {@code 4–12月}; empty where it is all there or no time. */
    public Optional<Title> mark(Level level, String key) {
        return level.period(key).flatMap(this::mark);
    }

    /** The same of a span of time. */
    public Optional<Title> mark(Period span) {
        List<YearMonth> there = told.within(span).months();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        if (states) {
            Title last = TimeWords.some(List.of(there.getLast()));
            return there.getLast().equals(span.to())
                    ? Optional.empty()
                    : Optional.of(new Title(last.chinese() + "底", "end of " + last.english()));
        }
        return there.size() == span.months() ? Optional.empty() : Optional.of(TimeWords.some(there));
    }
}
