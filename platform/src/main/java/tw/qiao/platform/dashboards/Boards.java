package tw.qiao.platform.dashboards;

import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.platform.dashboards.Board.Depth;
import tw.qiao.platform.dashboards.FigureSource.OfCube;
import tw.qiao.platform.dashboards.FigureSource.TwoYearEnds;
import tw.qiao.platform.dashboards.FigureSource.VillageIncome;

/** The boards that there are, in their order on the page that lists them. */
final class Boards {
    private static final List<String> VILLAGES = List.of("county", "township", "village");
    private static final List<String> TOWNSHIPS = List.of("county", "township");

    static final List<Board> ALL = List.of(vitalEvents(), ageing(), income(), roadSafety(), crime(), dayAndNight());

    private Boards() {}

    static Optional<Board> named(String name) {
        return ALL.stream().filter(board -> board.name().equals(name)).findFirst();
    }

    private static Board vitalEvents() {
        List<String> events = List.of("births", "deaths", "marriages", "divorces");
        var places = new OfCube("vital_events", "place", VILLAGES, "", events);
        var townships = new OfCube("vital_events", "place", TOWNSHIPS, "", events);
        return new Board(
                "vital-events",
                "",
                Depth.VILLAGE,
                List.of("vital_events_by_village", "population_by_village"),
                Years.of(Years.Kind.WHOLE, "vital_events", "births"),
                List.of(places, new TwoYearEnds("year_ends")),
                List.of(
                        Measure.of("births"),
                        Measure.of("deaths"),
                        Measure.difference("natural-increase", "births", "deaths"),
                        Measure.of("marriages"),
                        Measure.of("divorces"),
                        Measure.ratio("birth-rate", "births", "year_ends", 2_000, 2),
                        Measure.ratio("death-rate", "deaths", "year_ends", 2_000, 2)),
                List.of(Panel.of("months", Chart.Kind.COLUMNS, townships, "time", "month")));
    }

    private static Board ageing() {
        List<String> ages = List.of("people_by_age", "under_15", "from_15_to_64", "over_64");
        var places = new OfCube("population", "place", VILLAGES, "", ages);
        var byAge = new OfCube("population_by_age", "place", TOWNSHIPS, "", List.of("people"));
        return new Board(
                "ageing",
                "",
                Depth.VILLAGE,
                List.of("population_by_village", "population_by_age_2015_05"),
                Years.of(Years.Kind.ENDS, "population", "people"),
                List.of(places),
                List.of(
                        Measure.ratio("aged-share", "over_64", "people_by_age", 100, 2),
                        Measure.ratio("ageing-index", "over_64", "under_15", 100, 1),
                        Measure.ratio("aged-dependency", "over_64", "from_15_to_64", 100, 1),
                        Measure.of("over_64"),
                        Measure.of("under_15"),
                        Measure.of("people_by_age")),
                List.of(new Panel(
                        "pyramid",
                        Chart.Kind.PYRAMID,
                        "population_by_age",
                        byAge,
                        new CubeQuery.Axis("structure", "sex_and_age"),
                        List.of("people"),
                        Optional.of("2015-05"),
                        true)));
    }

    private static Board income() {
        var places = new OfCube(
                "income_tax",
                "place_today",
                List.of("county_today", "township_today", "village_today"),
                "",
                List.of("tax_units", "income"));
        return new Board(
                "income",
                "",
                Depth.VILLAGE,
                List.of("income_tax_by_village"),
                new Years("income_tax", "tax_units", Years.Kind.PLAIN, "2012"),
                List.of(places, new VillageIncome(List.of("median", "first_quartile", "third_quartile", "variation"))),
                List.of(
                        Measure.of("median"),
                        Measure.ratio("mean", "income", "tax_units", 1, 1),
                        Measure.of("first_quartile"),
                        Measure.of("third_quartile"),
                        Measure.of("variation"),
                        Measure.of("tax_units")),
                List.of());
    }

    private static Board roadSafety() {
        var counties = new OfCube(
                "traffic_accidents", "place", List.of("county"), "", List.of("deaths", "injured", "accidents"));
        return new Board(
                "road-safety",
                "",
                Depth.COUNTY,
                List.of("traffic_accidents_fatal"),
                Years.of(Years.Kind.WHOLE, "traffic_accidents", "accidents"),
                List.of(counties),
                List.of(Measure.of("deaths"), Measure.of("accidents"), Measure.of("injured")),
                List.of(
                        Panel.of("months", Chart.Kind.COLUMNS, counties, "month_of_year", "month_of_year"),
                        Panel.of("weekdays", Chart.Kind.COLUMNS, counties, "weekday", "weekday"),
                        Panel.of("hours", Chart.Kind.COLUMNS, counties, "hour", "hour"),
                        Panel.of("parties", Chart.Kind.BARS, counties, "vehicle", "vehicle")));
    }

    private static Board dayAndNight() {
        var cells = new OfCube(
                "daytime_population", "place", List.of("county", "township", "cell"), "", List.of("day", "night"));
        return new Board(
                "day-and-night",
                "",
                Depth.CELL,
                List.of("daytime_population_h3"),
                Years.of(Years.Kind.PLAIN, "daytime_population", "day"),
                List.of(cells),
                List.of(
                        Measure.of("day"),
                        Measure.of("night"),
                        Measure.difference("difference", "day", "night"),
                        Measure.ratio("day-for-night", "day", "night", 100, 1)),
                List.of());
    }

    private static Board crime() {
        List<String> kinds = List.of(
                "cases", "burglaries", "car_thefts", "motorcycle_thefts", "bicycle_thefts", "robberies", "snatchings");
        var districts = new OfCube("taipei_crime", "place", List.of("township"), "63000", kinds);
        return new Board(
                "crime",
                "63000",
                Depth.TOWNSHIP,
                List.of("taipei_crime_points"),
                Years.of(Years.Kind.WHOLE, "taipei_crime", "cases"),
                List.of(districts),
                kinds.stream().map(Measure::of).toList(),
                List.of(
                        Panel.of("months", Chart.Kind.COLUMNS, districts, "time", "month"),
                        Panel.of("hours", Chart.Kind.COLUMNS, districts, "hour", "from_hour")));
    }
}
