package tw.qiao.platform.dashboards;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.platform.site.Page;

/** What a page's script draws: the map with its classes, and the charts. */
record Drawing(Page page, boolean balance) {
    ObjectNode of(String measure, String unit, String place, MapView shown, List<Chart> charts) {
        ObjectNode data = CanonicalJson.MAPPER.createObjectNode();
        data.put("measure", measure)
                .put("unit", unit)
                .put("balance", balance)
                .put("unknown", page.text("dashboards.unknown"))
                .put("untold", page.text("dashboards.untold"));
        ObjectNode map = data.putObject("map");
        map.put("shapes", shown.shapes()).put("county", shown.within()).put("place", place);
        List<BigDecimal> values = shown.places().stream()
                .flatMap(line -> value(line.cell()).stream())
                .toList();
        classes(map.putArray("classes"), values);
        ArrayNode places = map.putArray("places");
        shown.places().forEach(line -> {
            ObjectNode node = places.addObject()
                    .put("code", line.code())
                    .put("name", line.name())
                    .put("link", line.link());
            put(node, line.cell());
        });
        charts(data, charts);
        return data;
    }

    /** Adds the charts that have figures. */
    void charts(ObjectNode data, List<Chart> charts) {
        ArrayNode drawn = data.putArray("charts");
        charts.stream().filter(Chart::hasFigures).forEach(chart -> put(drawn.addObject(), chart));
    }

    /** Adds the map of cells, whose figures are at {@code address}. */
    void cells(ObjectNode data, String address, CellFigures figures, List<Place> counties) {
        ObjectNode cells = data.putObject("cells").put("address", address);
        classes(cells.putArray("classes"), figures.values());
        ObjectNode names = cells.putObject("counties");
        counties.forEach(county -> names.put(county.code(), county.name()));
        ObjectNode words = cells.putObject("words");
        for (String word : List.of("cell", "nowhere", "outside", "touch", "wheel")) {
            words.put(word, page.text("dashboards.cells." + word));
        }
    }

    /** Adds the colour classes of values. */
    void classes(ArrayNode classes, List<BigDecimal> values) {
        boolean whole = values.stream().allMatch(value -> value.scale() <= 0);
        for (ColourClasses.ColourClass c : ColourClasses.of(values)) {
            classes.addObject()
                    .put("least", c.least())
                    .put("below", c.below())
                    .put("last", c.isLast())
                    .put("label", label(c, whole));
        }
    }

    /** Whole numbers read as closed ranges, since nothing lies between 99 and 100. */
    private String label(ColourClasses.ColourClass c, boolean whole) {
        BigDecimal greatest = c.isLast() || !whole ? c.below() : c.below().subtract(BigDecimal.ONE);
        String least = Numbers.words(c.least());
        String end = Numbers.words(greatest);
        return least.equals(end) ? least : page.text("dashboards.range", least, end);
    }

    private static Optional<BigDecimal> value(Cell cell) {
        return cell instanceof Cell.Figure(var value) ? Optional.of(value) : Optional.empty();
    }

    private void put(ObjectNode node, Cell cell) {
        value(cell).ifPresent(value -> node.put("value", value));
        if (cell instanceof Cell.Suppressed) {
            node.put("untold", true);
        }
        node.put(
                "words",
                cell instanceof Cell.Suppressed
                        ? page.text("dashboards.untold")
                        : cell instanceof Cell.Figure ? Numbers.words(cell) : page.text("dashboards.unknown"));
    }

    private void put(ObjectNode node, Chart chart) {
        node.put("name", chart.name()).put("form", chart.form()).put("unit", chart.unit());
        ArrayNode rows = node.putArray("rows");
        chart.rows().forEach(rows::add);
        ArrayNode drawn = node.putArray("series");
        for (Chart.Series series : chart.series()) {
            ArrayNode cells = drawn.addObject().put("name", series.name()).putArray("cells");
            series.cells().forEach(cell -> put(cells.addObject(), cell));
        }
    }
}
