package tw.qiao.platform.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;
import tw.qiao.platform.site.Bilingual;

/**
 * A table of a report with its figures.
 *
 * @param chart the index of the column that is drawn
 * @param time of which time its figures are, where that is known beside the parameters
 */
public record FigureTable(
        Bilingual title,
        Optional<Bilingual> unit,
        List<Bilingual> headings,
        Result result,
        Optional<Integer> chart,
        Optional<Bilingual> notes,
        Optional<Time> time)
        implements Edition.Part {
    /** More rows than this are in the spreadsheets alone. */
    public static final int MOST_PRINTED = 2_000;

    private static final int MOST_BARS = 40;
    private static final Pattern TOTAL = Pattern.compile("總計|合計|小計|(?i:(sub|grand )?total)\\b");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /**
     * Of which time figures are.
     *
     * @param incomplete which years of it are not whole
     */
    public record Time(Bilingual period, Optional<Bilingual> incomplete) {}

    /** Which years of its time are not whole. */
    public Optional<Bilingual> incomplete() {
        return time.flatMap(Time::incomplete);
    }

    /** One bar of the chart; {@code percent} of the longest. */
    public record Bar(String label, String figure, int percent) {}

    /** The rows that are printed. */
    public List<List<Cell>> printed() {
        return result.rows().subList(0, Math.min(result.rows().size(), MOST_PRINTED));
    }

    /** Whether rows are left out of what is printed. */
    public boolean isCut() {
        return result.rows().size() > MOST_PRINTED;
    }

    /** Whether a column holds numbers. */
    public boolean isNumeric(int column) {
        String type = result.types().get(column);
        return type.endsWith("INT")
                || type.equals("INTEGER")
                || type.equals("DOUBLE")
                || type.equals("FLOAT")
                || type.startsWith("DECIMAL");
    }

    /** Whether something in it is not told. */
    public boolean isSuppressed() {
        return result.rows().stream().flatMap(List::stream).anyMatch(Cell.Suppressed.class::isInstance);
    }

    /** A cell as people read it: thousands apart, except in years. */
    public String text(int column, Cell cell) {
        return switch (cell) {
            case Cell.Figure(var value) -> isYear(column) ? value.toPlainString() : grouped(value);
            case Cell.Text(String value) -> value;
            case Cell.Missing _ -> "…";
            case Cell.Suppressed _ -> "*";
        };
    }

    private boolean isYear(int column) {
        String name = result.columns().get(column).toLowerCase(Locale.ROOT);
        return name.contains("year") || name.contains("年");
    }

    private static String grouped(BigDecimal value) {
        var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        int places = Math.max(0, value.scale());
        format.setMinimumFractionDigits(places);
        format.setMaximumFractionDigits(places);
        return format.format(value);
    }

    /**
     * The bars of the chart, in the order of the rows without totals; none when there is no chart or too much to draw.
     */
    public List<Bar> bars() {
        var bars = new ArrayList<Bar>();
        List<List<Cell>> rows =
                result.rows().stream().filter(row -> !isTotal(row)).toList();
        if (chart.isEmpty() || rows.size() > MOST_BARS) {
            return bars;
        }
        int column = chart.get();
        BigDecimal longest = longest(rows, column);
        for (var row : rows) {
            if (row.get(column) instanceof Cell.Figure(var value) && longest.signum() > 0 && value.signum() >= 0) {
                int percent = value.multiply(HUNDRED)
                        .divide(longest, RoundingMode.HALF_UP)
                        .intValue();
                bars.add(new Bar(label(row), text(column, row.get(column)), percent));
            }
        }
        return bars;
    }

    /** Whether a row sums up others: its words say so. */
    private boolean isTotal(List<Cell> row) {
        return words(row).anyMatch(word -> TOTAL.matcher(word).lookingAt());
    }

    private Stream<String> words(List<Cell> row) {
        return IntStream.range(0, row.size())
                .takeWhile(column -> !isNumeric(column))
                .mapToObj(column -> text(column, row.get(column)));
    }

    /** The words before the first figure; it may take all of them to tell a row from others. */
    private String label(List<Cell> row) {
        String words = words(row).distinct().collect(Collectors.joining(" "));
        return words.isEmpty() ? text(0, row.getFirst()) : words;
    }

    private static BigDecimal longest(List<List<Cell>> rows, int column) {
        BigDecimal longest = BigDecimal.ZERO;
        for (var row : rows) {
            if (row.get(column) instanceof Cell.Figure(var value)) {
                longest = longest.max(value);
            }
        }
        return longest;
    }
}
