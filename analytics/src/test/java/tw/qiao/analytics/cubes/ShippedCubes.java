package tw.qiao.analytics.cubes;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tw.qiao.analytics.cubes.CubeQuery.Comparison;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.Column.PersonalData;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.egress.Treatment;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.QueryEngine;
import tw.qiao.analytics.tables.Warehouse;

/** The shipped cubes over invented rows, and questions to each that any engine must answer alike. */
public final class ShippedCubes {
    private static final Clearance ALL =
            new Clearance(Map.of(PersonalData.NONE, Treatment.ALLOWED, PersonalData.INDIRECT, Treatment.ALLOWED));

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private ShippedCubes() {}

    /** The tables of all shipped cubes. */
    public static Stream<TableDescription> tables() {
        return Cubes.NAMES.stream()
                .map(name -> Cubes.named(name).table())
                .distinct()
                .map(Dictionary::table);
    }

    /** Fills their tables with rows that follow from their number alone, in two files each. */
    public static void fill(Warehouse warehouse, Workbench workbench) {
        tables().forEach(table -> fill(table, warehouse, workbench));
    }

    /** What a cube answers on an engine. */
    public static Result answer(Cube cube, CubeQuery query, QueryEngine engine, Catalogue catalogue) {
        var rule = new TableRule(Dictionary.table(cube.table()), Optional.empty(), false);
        var desk = new CubeDesk(
                engine,
                new Policy(ALL, Map.of(cube.table(), rule)),
                catalogue,
                Threshold.CUSTOMARY,
                new AnswerCache(0),
                CLOCK);
        return desk.answer(cube, query, Language.CHINESE).result();
    }

    /**
     * Each measure in all; totals in two dimensions; the whole hierarchy; period over period as columns and as wholes.
     */
    public static List<CubeQuery> questions(Cube cube) {
        var queries = new ArrayList<CubeQuery>();
        for (Measure measure : cube.measures()) {
            queries.add(CubeQuery.of(measure.name()));
        }
        String measure = cube.measures().getFirst().name();
        Dimension time = cube.dimensions().stream()
                .filter(dimension -> dimension.time().isPresent())
                .findFirst()
                .orElseThrow();
        String year = time.levels().getFirst().name();
        Dimension first = cube.dimensions().stream()
                .filter(dimension -> dimension.time().isEmpty())
                .findFirst()
                .orElseThrow();
        String widest = first.levels().getFirst().name();
        var byPlace = CubeQuery.of(measure).by(first.name(), widest);
        boolean state = cube.measures().getFirst().kind() instanceof Measure.Sum sum && sum.stock();
        var crossed = byPlace.across(time.name(), year);
        queries.add(state ? crossed.totalling(first.name()) : crossed.totalling(first.name(), time.name()));
        queries.add(CubeQuery.of(measure)
                .by(first.name(), first.levels().getLast().name())
                .totalling(first.name()));
        queries.add(byPlace.by(time.name(), year).comparedWith(Comparison.YEAR_BEFORE));
        queries.add(byPlace.during(Period.between("2016", "2017")).comparedWith(Comparison.BEFORE));
        for (Dimension other : cube.dimensions()) {
            queries.add(CubeQuery.of(measure)
                    .by(other.name(), other.levels().getLast().name())
                    .during(Period.between("2015", "2016")));
        }
        return queries;
    }

    private static void fill(TableDescription table, Warehouse warehouse, Workbench workbench) {
        String columns = table.columns().stream()
                .map(column -> value(column) + " as " + column.name())
                .collect(Collectors.joining(", "));
        for (String range : List.of("range(0, 600)", "range(600, 1200)")) {
            warehouse.provide(table).append(workbench, "select " + columns + " from " + range + " r(i)");
        }
    }

    private static String value(Column column) {
        String name = column.name();
        String number = "(hash(i, '" + name + "') % 1000)::bigint";
        return switch (column.type().kind()) {
            case TEXT ->
                name.equals("township_code")
                        ? "['63000010', '63000020', '09007010', '09020020', '66000010'][1 + " + number + " % 5]"
                        : (column.required() ? "" : "case when " + number + " % 50 > 0 then ") + "'" + name.charAt(0)
                                + "' || " + number + " % 4" + (column.required() ? "" : " end");
            case INTEGER -> name.contains("hour") || name.equals("age") ? number + " % 24" : number + " % 40";
            case DECIMAL -> "(" + number + " / 8)::" + column.type().sql();
            case YEAR -> "(2014 + " + number + " % 4)::integer";
            case DATE, MONTH -> "(date '2014-01-01' + to_months((" + number + " % 48)::integer))::date";
            case TIME -> "time '12:00:00'";
            case BOOLEAN -> number + " % 2 = 0";
        };
    }
}
