package tw.qiao.platform.dashboards;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.kernel.CanonicalJson;

/** A measure of all cells of H3's grid, as far as it may be told. */
record CellFigures(PlaceFigures figures, Measure measure) {
    private static final String NOWHERE = "-";

    /** The values that are told, those of cells in which there is nothing left out. */
    List<BigDecimal> values() {
        return cells().map(code -> figures.cell(code, measure))
                .filter(Cell.Figure.class::isInstance)
                .map(cell -> ((Cell.Figure) cell).value())
                .filter(value -> value.signum() != 0)
                .toList();
    }

    /**
     * By township its cells and, in the same order, their values: null for one that is not told. Cells of which nobody
     * knows the value are left out. No words, so that all languages share it.
     */
    ObjectNode json() {
        ObjectNode townships = CanonicalJson.MAPPER.createObjectNode();
        cells().forEach(code -> {
            Cell cell = figures.cell(code, measure);
            if (!(cell instanceof Cell.Missing)) {
                int slash = code.lastIndexOf('/');
                ObjectNode township =
                        townships.withObjectProperty(code.startsWith("/") ? NOWHERE : code.substring(0, slash));
                township.withArrayProperty("cells").add(code.substring(slash + 1));
                add(township.withArrayProperty("values"), cell);
            }
        });
        return CanonicalJson.MAPPER.createObjectNode().set("townships", townships);
    }

    /** Their codes: that of the township, a slash and the cell's own; without a township where none has the centre. */
    private Stream<String> cells() {
        return figures.byPlace().keySet().stream().filter(code -> code.matches(".*/[0-9a-f]{15}"));
    }

    private static void add(ArrayNode values, Cell cell) {
        if (cell instanceof Cell.Figure(var value)) {
            values.add(value);
        } else {
            values.addNull();
        }
    }
}
