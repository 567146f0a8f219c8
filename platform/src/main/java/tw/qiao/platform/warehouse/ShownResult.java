package tw.qiao.platform.warehouse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;
import tw.qiao.kernel.CanonicalJson;

/**
 * One page of an answer in an order.
 *
 * @param sort the number of the column that orders it, -1 for the order of the answer
 */
public record ShownResult(Result result, int sort, boolean descending, int page) {
    private static final int SIZE = 50;
    private static final int MOST_BARS = 400;

    private static final Comparator<Cell> CELLS = Comparator.comparingInt(ShownResult::kind)
            .thenComparing((a, b) -> switch (a) {
                case Cell.Figure(var value) when b instanceof Cell.Figure(var other) -> value.compareTo(other);
                case Cell.Text(String value) when b instanceof Cell.Text(String other) -> value.compareTo(other);
                default -> 0;
            });

    /** Keeps the page and the column within bounds. */
    public ShownResult {
        sort = sort < result.columns().size() ? Math.max(-1, sort) : -1;
        page = Math.clamp(page, 1, Math.max(1, Math.ceilDiv(result.rows().size(), SIZE)));
    }

    /** The number of the last page. */
    public int last() {
        return Math.max(1, Math.ceilDiv(result.rows().size(), SIZE));
    }

    /** How many rows there are in all. */
    public int total() {
        return result.rows().size();
    }

    /** The rows of the page. */
    public List<List<Cell>> rows() {
        return result.rows().stream()
                .sorted(order())
                .skip((page - 1L) * SIZE)
                .limit(SIZE)
                .toList();
    }

    private Comparator<List<Cell>> order() {
        if (sort < 0) {
            return (_, _) -> 0; // sorting is stable, so they stay as they are
        }
        Comparator<List<Cell>> order = Comparator.comparing(row -> row.get(sort), CELLS);
        return descending ? order.reversed() : order;
    }

    private static int kind(Cell cell) {
        return switch (cell) {
            case Cell.Figure _ -> 0;
            case Cell.Text _ -> 1;
            case Cell.Suppressed _ -> 2;
            case Cell.Missing _ -> 3;
        };
    }

    /** Whether the column holds numbers. */
    public boolean isNumeric(int column) {
        return isNumber(result.types().get(column));
    }

    /** Whether the engine calls numbers so. */
    static boolean isNumber(String type) {
        return type.endsWith("INT")
                || type.endsWith("INTEGER")
                || type.equals("DOUBLE")
                || type.equals("FLOAT")
                || type.startsWith("DECIMAL");
    }

    /** A cell as people read it. */
    public String text(Cell cell) {
        return switch (cell) {
            case Cell.Figure(var value) -> value.toPlainString();
            case Cell.Text(String value) -> value;
            case Cell.Missing _ -> "";
            case Cell.Suppressed _ -> "*";
        };
    }

    /** Where a click on a column's name leads, after {@code ?}. */
    public String sorted(int column) {
        return "sort=" + column + (column == sort && !descending ? "&descending=true" : "");
    }

    /** Where the number of another page goes, after {@code ?}. */
    public String paged() {
        return (sort < 0 ? "" : "sort=" + sort + (descending ? "&descending=true" : "") + "&") + "page=";
    }

    /** What the column is for {@code aria-sort}. */
    public String direction(int column) {
        return column != sort ? "none" : descending ? "descending" : "ascending";
    }

    /** Whether the answer can be drawn: its first column names the points, others are numbers. */
    public boolean hasChart() {
        return total() > 1 && total() <= MOST_BARS && !series().isEmpty();
    }

    private List<Integer> series() {
        var series = new ArrayList<Integer>();
        for (int column = 1; column < result.columns().size(); column++) {
            if (isNumeric(column)) {
                series.add(column);
            }
        }
        return series;
    }

    /**
     * What the script draws.
     *
     * @param titles what the columns are called
     */
    public String chart(List<String> titles) {
        ObjectNode chart = CanonicalJson.MAPPER.createObjectNode();
        String first = result.columns().getFirst();
        boolean time = result.types().getFirst().equals("DATE") || first.contains("year") || first.contains("month");
        chart.put("form", time ? "line" : "bar");
        ArrayNode names = chart.putArray("names");
        result.rows().forEach(row -> names.add(text(row.getFirst())));
        ArrayNode drawn = chart.putArray("series");
        for (int column : series()) {
            ArrayNode values = drawn.addObject().put("name", titles.get(column)).putArray("values");
            result.rows().forEach(row -> {
                if (row.get(column) instanceof Cell.Figure(var value)) {
                    values.add(value.doubleValue());
                } else {
                    values.addNull();
                }
            });
        }
        return CanonicalJson.MAPPER.writeValueAsString(chart).replace("<", "\\u003c");
    }
}
