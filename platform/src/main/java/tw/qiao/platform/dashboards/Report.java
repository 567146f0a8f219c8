package tw.qiao.platform.dashboards;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The figures of one choice: totals, places and months. Everything that the page, its charts, tables and downloads show
 * comes from one of these.
 */
record Report(
        Choice choice,
        Coverage coverage,
        Figures total,
        Optional<Figures> yearBefore,
        List<PlaceValue> townships,
        List<PlaceValue> counties,
        List<MonthValue> months) {

    /** The value of a place in the period. */
    record PlaceValue(Place place, BigDecimal value) {}

    /** The value of a month; empty where it would be a rate and the population is not known. */
    record MonthValue(YearMonth month, Optional<BigDecimal> value, boolean isChosen) {}

    static Report of(Choice choice, VitalEvents events) {
        Coverage coverage = events.coverage();
        SequencedMap<YearMonth, Figures> months = events.byMonth(choice.county());
        Map<String, Figures> townships = events.byTownship(choice.period(), choice.county());
        Map<String, Place> places = events.townships();
        Period before = choice.period().yearBefore();
        return new Report(
                choice,
                coverage,
                sum(months, choice.period()),
                coverage.contains(before.from()) ? Optional.of(sum(months, before)) : Optional.empty(),
                values(choice, townships, places),
                choice.county().isEmpty() ? values(choice, byCounty(townships), counties(places)) : List.of(),
                months.entrySet().stream()
                        .map(month -> new MonthValue(
                                month.getKey(),
                                choice.basis().value(choice.measure(), month.getValue()),
                                choice.period().contains(month.getKey())))
                        .toList());
    }

    /** The counties of the townships, by code. */
    static SequencedMap<String, Place> counties(Map<String, Place> townships) {
        var counties = new TreeMap<String, Place>();
        for (Place p : townships.values()) {
            counties.putIfAbsent(
                    p.countyCode(),
                    new Place(
                            p.countyCode(),
                            p.county(),
                            p.countyEnglish(),
                            p.countyCode(),
                            p.county(),
                            p.countyEnglish()));
        }
        return counties;
    }

    /** The chosen measure over the whole place and period. */
    Optional<BigDecimal> value() {
        return choice.basis().value(choice.measure(), total);
    }

    /** Whether there is anything to show: a rate needs months whose population is known. */
    boolean isEmpty() {
        return value().isEmpty();
    }

    /** Whether the period has months for which no rate can be given. */
    boolean isPartlyRated() {
        Period period = choice.period();
        return choice.basis() == Basis.RATE
                && !isEmpty()
                && (period.to().isAfter(coverage.populationLast())
                        || period.from().isBefore(coverage.populationFirst()));
    }

    /** The months that a rate covers. */
    Period ratedPeriod() {
        Period period = choice.period();
        return new Period(
                later(period.from(), coverage.populationFirst()), earlier(period.to(), coverage.populationLast()));
    }

    /** The value of {@code measure}, counted, in the period. */
    BigDecimal count(Measure measure) {
        return BigDecimal.valueOf(measure.count(total));
    }

    /** How much more or fewer than in the same months one year before. */
    Optional<BigDecimal> change(Measure measure) {
        return yearBefore.map(before -> count(measure).subtract(BigDecimal.valueOf(measure.count(before))));
    }

    private static Figures sum(Map<YearMonth, Figures> months, Period period) {
        return months.entrySet().stream()
                .filter(month -> period.contains(month.getKey()))
                .map(Map.Entry::getValue)
                .reduce(Figures.NONE, Figures::plus);
    }

    private static Map<String, Figures> byCounty(Map<String, Figures> townships) {
        var counties = new TreeMap<String, Figures>();
        townships.forEach((code, figures) -> counties.merge(code.substring(0, 5), figures, Figures::plus));
        return counties;
    }

    /** The greatest first; places without a value are left out. */
    private static List<PlaceValue> values(Choice choice, Map<String, Figures> figures, Map<String, Place> places) {
        return figures.entrySet().stream()
                .flatMap(entry -> {
                    Place place = places.get(entry.getKey());
                    Optional<BigDecimal> value = choice.basis().value(choice.measure(), entry.getValue());
                    return place == null
                            ? Optional.<PlaceValue>empty().stream()
                            : value.map(known -> new PlaceValue(place, known)).stream();
                })
                .sorted(Comparator.comparing(PlaceValue::value)
                        .reversed()
                        .thenComparing(value -> value.place().code()))
                .toList();
    }

    private static YearMonth later(YearMonth a, YearMonth b) {
        return a.isAfter(b) ? a : b;
    }

    private static YearMonth earlier(YearMonth a, YearMonth b) {
        return a.isBefore(b) ? a : b;
    }
}
