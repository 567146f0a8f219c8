package tw.qiao.platform.cubes;

import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.cubes.Grid;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.kernel.CanonicalJson;

/** A pivot as the chart's script takes it: rows are points, columns series; totals are left out. */
final class Drawing {
    private static final int MOST_POINTS = 400;
    private static final int MOST_SERIES = 12;

    private Drawing() {}

    /** Empty when there is nothing to draw, or too much. */
    static String of(Pivot pivot) {
        List<Grid.Row> rows =
                pivot.allRows().stream().filter(row -> !row.isTotal()).toList();
        List<Integer> series = IntStream.range(0, pivot.columns().size())
                .filter(column -> isDrawn(pivot, pivot.columns().get(column)))
                .limit(MOST_SERIES)
                .boxed()
                .toList();
        if (rows.size() < 2
                || rows.size() > MOST_POINTS
                || series.isEmpty()
                || pivot.parts().isEmpty()) {
            return "";
        }
        ObjectNode chart = CanonicalJson.MAPPER.createObjectNode();
        chart.put("form", pivot.isOverTime() && pivot.parts().size() == 1 ? "line" : "bar");
        ArrayNode names = chart.putArray("names");
        rows.forEach(row ->
                names.add(String.join(" ", row.labels().stream().distinct().toList())));
        ArrayNode drawn = chart.putArray("series");
        for (int column : series) {
            Grid.Column head = pivot.columns().get(column);
            ArrayNode values = drawn.addObject().put("name", name(head)).putArray("values");
            rows.forEach(row -> {
                if (row.cells().get(column) instanceof Cell.Figure(var value)) {
                    values.add(value.doubleValue());
                } else {
                    values.addNull();
                }
            });
        }
        return CanonicalJson.MAPPER.writeValueAsString(chart).replace("<", "\\u003c");
    }

    /** Of measures with several units only those of the first have an axis. */
    private static boolean isDrawn(Pivot pivot, Grid.Column column) {
        boolean figure = column.aspect() == Grid.Aspect.FIGURE || column.aspect() == Grid.Aspect.BEFORE;
        String unit = pivot.columns().getFirst().measure().unit();
        return figure && !column.isTotal() && column.measure().unit().equals(unit);
    }

    private static String name(Grid.Column column) {
        String before = column.aspect() == Grid.Aspect.BEFORE ? " ←" : "";
        String labels = String.join(" ", column.labels().stream().distinct().toList());
        return (labels + " " + column.measure().title().chinese()).strip() + before;
    }
}
