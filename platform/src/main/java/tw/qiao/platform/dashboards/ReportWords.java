package tw.qiao.platform.dashboards;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.site.Option;
import tw.qiao.platform.site.Page;

/** A {@link Report} in the words of a page: titles, sentences, options, and the data that its charts draw. */
public final class ReportWords {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Page page;
    private final Report report;
    private final List<Place> counties;

    ReportWords(Page page, Report report, List<Place> counties) {
        this.page = page;
        this.report = report;
        this.counties = counties;
    }

    /** A figure tile: what it counts, how many, and how that compares with the year before. */
    public record Tile(String label, String value, String change) {}

    /** A line of a table of places. */
    public record PlaceLine(String rank, String county, String name, String value) {}

    /** A line of the table of months. */
    public record MonthLine(String month, String value, boolean isChosen) {}

    /** Whether there is nothing to show, and the page explains why. */
    public boolean isEmpty() {
        return report.isEmpty();
    }

    /** Whether the whole country was chosen. */
    public boolean isNational() {
        return choice().county().isEmpty();
    }

    /** What the figures are about: place, measure, period. */
    public String title() {
        return page.text("dashboards.vital-events.finding", placeName(), measure(), period());
    }

    /** The main finding in one sentence or two. */
    public String finding() {
        return report.value()
                .map(value -> page.text(
                        "dashboards.vital-events.sentence." + choice().basis().key(),
                        placeName(),
                        measure(),
                        Numbers.words(value),
                        unit(),
                        leaders()))
                .orElse("");
    }

    private String leaders() {
        return report.townships().stream()
                .limit(3)
                .map(value -> fullName(value.place()) + page.text("dashboards.bracketed", Numbers.words(value.value())))
                .collect(Collectors.joining(page.text("dashboards.and")));
    }

    /** The measure's name, as a rate where one was chosen. */
    public String measure() {
        return page.text("dashboards.measure." + choice().measure().key() + "."
                + choice().basis().key());
    }

    /** The unit of the values. */
    public String unit() {
        return page.text("dashboards.unit." + choice().measure().key() + "."
                + choice().basis().key());
    }

    /** The period in words. */
    public String period() {
        return Months.words(page, choice().period());
    }

    /** The name of the chosen county or of the country. */
    public String placeName() {
        return counties.stream()
                .filter(county -> county.code().equals(choice().county()))
                .map(county -> page.either(county.name(), county.english()))
                .findFirst()
                .orElseGet(() -> page.text("dashboards.country"));
    }

    /** The five counts of the period with their changes. */
    public List<Tile> tiles() {
        return List.of(Measure.values()).stream()
                .map(measure -> new Tile(
                        page.text("dashboards.measure." + measure.key() + ".number"),
                        Numbers.words(report.count(measure)),
                        change(measure)))
                .toList();
    }

    private String change(Measure measure) {
        return report.change(measure)
                .map(change -> {
                    BigDecimal before = report.count(measure).subtract(change);
                    return measure.isBalance() || before.signum() == 0
                            ? page.text("dashboards.change", Numbers.signed(change))
                            : page.text("dashboards.change.percent", Numbers.signed(change), percent(change, before));
                })
                .orElseGet(() -> page.text("dashboards.change.unknown"));
    }

    private static String percent(BigDecimal change, BigDecimal before) {
        return Numbers.signed(change.multiply(HUNDRED).divide(before, 1, RoundingMode.HALF_UP));
    }

    /** Why rates cover only a part of the period; empty when they cover all of it. */
    public String ratedNote() {
        return report.isPartlyRated()
                ? page.text("dashboards.rate.partly", Months.words(page, report.ratedPeriod()))
                : "";
    }

    /** For which months there are rates. */
    public String rateCoverage() {
        Coverage coverage = report.coverage();
        return Months.words(page, new Period(coverage.populationFirst(), coverage.populationLast()));
    }

    /** The counties, the greatest first; empty when one was chosen. */
    public List<PlaceLine> countyLines() {
        return lines(report.counties());
    }

    /** The townships, the greatest first. */
    public List<PlaceLine> townshipLines() {
        return lines(report.townships());
    }

    private List<PlaceLine> lines(List<Report.PlaceValue> values) {
        return java.util.stream.IntStream.range(0, values.size())
                .mapToObj(i -> {
                    Report.PlaceValue value = values.get(i);
                    // Equal values share a rank, as in a contest.
                    long better = values.stream()
                            .filter(other -> other.value().compareTo(value.value()) > 0)
                            .count();
                    Place place = value.place();
                    return new PlaceLine(
                            Long.toString(better + 1),
                            page.either(place.county(), place.countyEnglish()),
                            page.either(place.name(), place.english()),
                            Numbers.words(value.value()));
                })
                .toList();
    }

    /** All months, the newest first. */
    public List<MonthLine> monthLines() {
        return report.months().reversed().stream()
                .map(month -> new MonthLine(
                        Months.both(page, month.month()),
                        month.value().map(Numbers::words).orElseGet(() -> page.text("dashboards.unknown")),
                        month.isChosen()))
                .toList();
    }

    /** The measures to choose from. */
    public List<Option> measureOptions() {
        return List.of(Measure.values()).stream()
                .map(measure -> new Option(measure.key(), page.text("dashboards.measure." + measure.key() + ".number")))
                .toList();
    }

    /** Numbers or rates. */
    public List<Option> basisOptions() {
        return List.of(Basis.values()).stream()
                .map(basis -> new Option(basis.key(), page.text("dashboards.basis." + basis.key())))
                .toList();
    }

    /** The country and its counties. */
    public List<Option> countyOptions() {
        var options = new java.util.ArrayList<Option>();
        options.add(new Option("", page.text("dashboards.country")));
        counties.forEach(
                county -> options.add(new Option(county.code(), page.either(county.name(), county.english()))));
        return options;
    }

    /** All months with figures, by both calendars. */
    public List<Option> monthOptions() {
        return report.coverage().months().stream()
                .map(month -> new Option(month.toString(), Months.brief(page, month)))
                .toList();
    }

    /** The value of a parameter of the address for this choice. */
    public String chosen(String parameter) {
        return switch (parameter) {
            case "measure" -> choice().measure().key();
            case "basis" -> choice().basis().key();
            case "county" -> choice().county();
            case "from" -> choice().period().from().toString();
            case "to" -> choice().period().to().toString();
            default -> throw new IllegalArgumentException(parameter);
        };
    }

    /** The address's query for this choice. */
    public String query() {
        return List.of("measure", "basis", "county", "from", "to").stream()
                .map(parameter -> parameter + "=" + chosen(parameter))
                .collect(Collectors.joining("&", "?", ""));
    }

    /** The query for the newest twelve months with rates. */
    public String ratedQuery() {
        YearMonth last = report.coverage().populationLast();
        return "?measure=" + chosen("measure") + "&basis=rate&county=" + choice().county() + "&from="
                + last.minusMonths(11) + "&to=" + last;
    }

    /** What the charts draw, as JSON that is safe inside a script element. */
    public String chartData() {
        return CanonicalJson.MAPPER.writeValueAsString(data()).replace("<", "\\u003c");
    }

    /** What the charts draw. */
    ObjectNode data() {
        ObjectNode data = CanonicalJson.MAPPER.createObjectNode();
        data.put("measure", measure())
                .put("unit", unit())
                .put("county", choice().county())
                .put("balance", choice().measure().isBalance())
                .put("noValue", page.text("dashboards.unknown"))
                .put("chosenPeriod", page.text("dashboards.chosen-period"));
        ArrayNode classes = data.putArray("classes");
        for (var c : ColourClasses.of(
                report.townships().stream().map(Report.PlaceValue::value).toList())) {
            classes.addObject()
                    .put("least", c.least())
                    .put("below", c.below())
                    .put("last", c.isLast())
                    .put("label", classLabel(c));
        }
        ArrayNode townships = data.putArray("townships");
        report.townships()
                .forEach(value -> townships
                        .addObject()
                        .put("code", value.place().code())
                        .put("name", fullName(value.place()))
                        .put("value", value.value())
                        .put("words", Numbers.words(value.value())));
        ArrayNode months = data.putArray("months");
        report.months().forEach(month -> {
            ObjectNode node = months.addObject()
                    .put("month", month.month().toString())
                    .put("name", Months.words(page, month.month()))
                    .put("chosen", month.isChosen());
            month.value().ifPresent(value -> node.put("value", value).put("words", Numbers.words(value)));
        });
        return data;
    }

    /** Whole numbers read as closed ranges, since nothing lies between 99 and 100. */
    private String classLabel(ColourClasses.ColourClass c) {
        BigDecimal greatest = c.isLast() || choice().basis() == Basis.RATE
                ? c.below()
                : c.below().subtract(BigDecimal.ONE);
        String least = Numbers.words(c.least());
        String end = Numbers.words(greatest);
        return least.equals(end) ? least : page.text("dashboards.range", least, end);
    }

    private String fullName(Place place) {
        return page.isEnglish() ? place.english() + ", " + place.countyEnglish() : place.county() + place.name();
    }

    private Choice choice() {
        return report.choice();
    }
}
