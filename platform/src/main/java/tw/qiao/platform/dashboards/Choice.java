package tw.qiao.platform.dashboards;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tw.qiao.kernel.RocDate;
import tw.qiao.kernel.Text;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;

/**
 * What a person chose to see.
 *
 * @param county the code of a county, empty for the whole country
 */
record Choice(Measure measure, Basis basis, String county, Period period) {

    /** The choice of somebody who chose nothing: births of the last twelve months. */
    static Choice first(Coverage coverage) {
        YearMonth last = coverage.last();
        return new Choice(Measure.BIRTHS, Basis.NUMBER, "", new Period(last.minusMonths(11), last));
    }

    /**
     * Reads an address's parameters; whatever is missing is as in {@link #first}, whatever is wrong is an error too.
     */
    static Choice read(
            Map<String, String> parameters, Coverage coverage, Set<String> counties, Page page, InputErrors errors) {
        Choice usual = first(coverage);
        var reader = new Reader(parameters, page, errors);
        Measure measure = reader.read("measure", usual.measure, text -> named(Measure.values(), Measure::key, text));
        Basis basis = reader.read("basis", usual.basis, text -> named(Basis.values(), Basis::key, text));
        String county = reader.read("county", "", text -> Optional.of(text).filter(counties::contains));
        YearMonth from = reader.read("from", usual.period.from(), text -> month(text, coverage));
        YearMonth to = reader.read("to", usual.period.to(), text -> month(text, coverage));
        if (from.isAfter(to)) {
            errors.add("to", page.text("dashboards.error.order"));
            return new Choice(measure, basis, county, new Period(to, from));
        }
        return new Choice(measure, basis, county, new Period(from, to));
    }

    private static <T> Optional<T> named(T[] values, Function<T, String> key, String text) {
        return Arrays.stream(values)
                .filter(value -> key.apply(value).equals(text))
                .findFirst();
    }

    /** A month as {@code 2024-12} or, by its ROC year, {@code 113-12} or {@code 11312}. */
    private static Optional<YearMonth> month(String text, Coverage coverage) {
        try {
            YearMonth month;
            if (text.matches("\\d{4,5}")) {
                month = RocDate.yearMonth(text);
            } else if (text.matches("\\d{2,4}-\\d{1,2}")) {
                int hyphen = text.indexOf('-');
                month = YearMonth.of(
                        RocDate.westernYear(Integer.parseInt(text.substring(0, hyphen))),
                        Integer.parseInt(text.substring(hyphen + 1)));
            } else {
                return Optional.empty();
            }
            return Optional.of(month).filter(coverage::contains);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Takes parameters one by one and notes which are wrong. */
    private record Reader(Map<String, String> parameters, Page page, InputErrors errors) {
        <T> T read(String name, T usual, Function<String, Optional<T>> parser) {
            String text = Text.typed(parameters.getOrDefault(name, ""));
            if (text.isEmpty()) {
                return usual;
            }
            Optional<T> value = parser.apply(text);
            if (value.isEmpty()) {
                errors.add(name, page.text("dashboards.error." + name));
            }
            return value.orElse(usual);
        }
    }
}
