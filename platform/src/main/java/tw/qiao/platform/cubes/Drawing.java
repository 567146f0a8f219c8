package tw.qiao.platform.cubes;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.cubes.Grid;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.cubes.Title;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.kernel.CanonicalJson;

/** A pivot as the chart's script takes it: rows are points, columns series; totals are left out. */
final class Drawing {
    private static final int MOST_POINTS = 400;
    private static final int MOST_SERIES = 12;

    private Drawing() {}

    /** Empty when there is nothing to draw, or too much. */
    static String of(Pivot pivot, Language language) {
        List<Grid.Row> rows =
                pivot.allRows().stream().filter(row -> !row.isTotal()).toList();
        List<Pivot.Head> series = pivot.columns().stream()
                .filter(head -> isDrawn(pivot, head.column()))
                .limit(MOST_SERIES)
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
        rows.forEach(row -> names.add(IntStream.range(0, row.labels().size())
                .mapToObj(part -> pivot.label(row, part))
                .distinct()
                .collect(Collectors.joining(" "))));
        ArrayNode drawn = chart.putArray("series");
        for (Pivot.Head head : series) {
            ArrayNode values = drawn.addObject()
                    .put("name", name(pivot, head.column(), language))
                    .putArray("values");
            rows.forEach(row -> {
                if (row.cells().get(head.place()) instanceof Cell.Figure(var value)) {
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
        Title unit = pivot.columns().getFirst().column().measure().unit();
        return figure && !column.isTotal() && column.measure().unit().equals(unit);
    }

    private static String name(Pivot pivot, Grid.Column column, Language language) {
        String before = column.aspect() == Grid.Aspect.BEFORE ? " ←" : "";
        return (pivot.label(column) + " " + column.measure().title().in(language)).strip() + before;
    }
}
