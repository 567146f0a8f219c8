package tw.qiao.platform.dashboards;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.site.Option;
import tw.qiao.platform.site.Page;

/** A board in the words of a page: titles, sentences, choices, tables, and the data that its charts draw. */
public final class BoardPage {
    private static final int MOST_NOTES = 9;

    private final Board board;
    private final Choice choice;
    private final States states;
    private final Page page;
    private final Places places;
    private final PlaceFigures figures;
    private final Tiles tiles;
    private final PlaceTables placeTables;
    private final List<Chart> charts;
    private final MapView map;

    BoardPage(Board board, Choice choice, States states, Page page, BoardReading.Read read) {
        this.board = board;
        this.choice = choice;
        this.states = states;
        this.page = page;
        this.places = Places.atEndOf(choice.year(), page);
        this.figures = read.figures(choice.year());
        this.tiles = new Tiles(board, choice, page, read);
        this.placeTables = new PlaceTables(board, choice, page, places, figures, this::link);
        this.charts = new Charts(board, choice, read, page).all();
        this.map = MapView.of(board, choice, placeTables);
    }

    /**
     * A line of a table of places.
     *
     * @param link where the place itself is shown; empty when it is not
     */
    public record Line(String code, String name, Cell cell, String link) {}

    /** A way to see another measure of the same place and year. */
    public record MeasureLink(String name, String link, boolean shown) {}

    /** A table of places, the largest figures first. */
    public record PlaceTable(String name, String title, List<Line> lines) {}

    /** A step of the way from the country down to the place; without a link for the place itself. */
    public record Crumb(String name, String link) {}

    /** The board's name in the address. */
    public String name() {
        return board.name();
    }

    /** The path of the board. */
    public String path() {
        return "/dashboards/" + board.name();
    }

    /** A text of this board. */
    public String text(String key) {
        return page.text("dashboards." + board.name() + "." + key);
    }

    /** What the figures are about: place, measure, year. */
    public String title() {
        return page.text("dashboards.finding", placeName(), measure(), year());
    }

    public String measure() {
        return text("measure." + choice.measure().name());
    }

    public String unit() {
        return text("unit." + choice.measure().name());
    }

    public String year() {
        return Charts.yearWords(page, choice.year());
    }

    public String placeName() {
        return places.fullName(choice.place());
    }

    /** The main finding in one sentence or two. */
    public String finding() {
        return tiles.absence(choice.measure()).orElseGet(this::told);
    }

    private String told() {
        return new Finding(page, placeTables.mapped())
                .of(figures.cell(choice.place(), choice.measure()), placeName(), measure(), unit());
    }

    /** All measures of the place. */
    public List<Tile> tiles() {
        return tiles.all();
    }

    /** The tables of places: below a county or the country its parts, below a township its villages. */
    public List<PlaceTable> tables() {
        return placeTables.tables();
    }

    private String link(String code) {
        return board.covers(code) ? path() + query(choice.measure().name(), choice.year(), code) : "";
    }

    /** The way down to the place. */
    public List<Crumb> crumbs() {
        String county = places.place(choice.place()).county();
        return Stream.of(board.root(), county, choice.place())
                .distinct()
                .map(code -> new Crumb(places.place(code).name(), code.equals(choice.place()) ? "" : link(code)))
                .toList();
    }

    /** The charts besides the map. */
    public List<Chart> charts() {
        return charts;
    }

    /** Whether some figure on the page is not told. */
    public boolean hidesSome() {
        return Stream.concat(
                        tables().stream()
                                .flatMap(table -> table.lines().stream())
                                .map(Line::cell),
                        charts.stream()
                                .flatMap(chart -> chart.series().stream())
                                .flatMap(series -> series.cells().stream()))
                .anyMatch(Cell.Suppressed.class::isInstance);
    }

    public List<Option> measureOptions() {
        return board.measures().stream()
                .map(measure -> new Option(measure.name(), text("measure." + measure.name())))
                .toList();
    }

    /** The ways to the measures. */
    public List<MeasureLink> measureLinks() {
        return board.measures().stream()
                .map(measure -> new MeasureLink(
                        text("measure." + measure.name()),
                        path() + query(measure.name(), choice.year(), choice.place()),
                        measure.equals(choice.measure())))
                .toList();
    }

    public List<Option> yearOptions() {
        return choice.years().stream()
                .map(year -> new Option(year, page.isEnglish() ? year : Charts.yearWords(page, year) + " · " + year))
                .toList();
    }

    /** The root and its counties, and of the chosen county the townships. */
    public List<Option> placeOptions() {
        var options = new ArrayList<Option>();
        options.add(new Option(board.root(), places.place(board.root()).name()));
        String county = places.place(choice.place()).county();
        if (board.root().isEmpty()) {
            for (Place place : places.counties()) {
                options.add(new Option(place.code(), place.name()));
                if (place.code().equals(county) && board.depth() != Board.Depth.COUNTY) {
                    places.townships(county)
                            .forEach(township -> options.add(new Option(township.code(), "　" + township.name())));
                }
            }
        }
        return options;
    }

    /** The value of a parameter of the address for this choice. */
    public String chosen(String parameter) {
        return switch (parameter) {
            case "measure" -> choice.measure().name();
            case "time" -> choice.year();
            case "place" -> choice.place();
            default -> throw new IllegalArgumentException(parameter);
        };
    }

    private String query(String measure, String year, String place) {
        return "?measure=" + measure + "&time=" + year + "&place=" + place
                + (states.cited() ? "&at=" + states.text() : "");
    }

    /** The address's query for this choice. */
    public String query() {
        return query(choice.measure().name(), choice.year(), choice.place());
    }

    /** The address that shows the same figures whatever is imported later. */
    public String citation() {
        return path() + "?measure=" + choice.measure().name() + "&time=" + choice.year() + "&place=" + choice.place()
                + "&at=" + states.text();
    }

    /** The same choice with the newest figures. */
    public String newest() {
        return path() + "?measure=" + choice.measure().name() + "&time=" + choice.year() + "&place=" + choice.place();
    }

    /** Whether the address names the states of the tables. */
    public boolean isCited() {
        return states.cited();
    }

    /** The states of the tables, as citations name them. */
    public String at() {
        return states.cited() ? states.text() : "";
    }

    /** Which state of which table the figures are from. */
    public List<String> stamps() {
        return states.stamps();
    }

    /** Who published the tables. */
    public List<String> sources() {
        return board.tables().stream()
                .map(Dictionary::table)
                .map(table -> page.text(
                        "dashboards.source",
                        page.either(table.chinese(), table.english()),
                        page.either(table.source(), table.sourceEnglish())))
                .toList();
    }

    /** What one should know about the figures. */
    public List<String> notes() {
        return IntStream.rangeClosed(1, MOST_NOTES)
                .mapToObj(number -> page.textOr("dashboards." + board.name() + ".note." + number, ""))
                .filter(note -> !note.isEmpty())
                .toList();
    }

    /** What the map shows. */
    public MapView map() {
        return map;
    }

    /** Whether there is a map of cells. */
    public boolean hasCells() {
        return board.depth() == Board.Depth.CELL;
    }

    /** What the charts draw, as JSON that is safe inside a script element. */
    public String chartData() {
        var drawing = new Drawing(page, choice.measure().balance());
        ObjectNode data = drawing.of(measure(), unit(), choice.place(), map, charts);
        if (hasCells()) {
            String address = path() + "/cells.json?measure=" + choice.measure().name() + "&time=" + choice.year()
                    + "&at=" + states.text();
            drawing.cells(data, address, new CellFigures(figures, choice.measure()), places.counties());
        }
        return CanonicalJson.MAPPER.writeValueAsString(data).replace("<", "\\u003c");
    }

    /** One of the tables or charts for a spreadsheet; empty when there is none of that name. */
    Optional<byte[]> csv(String name) {
        return Downloads.csv(this, page, name);
    }
}
