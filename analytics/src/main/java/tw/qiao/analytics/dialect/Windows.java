package tw.qiao.analytics.dialect;

import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Functions over the neighbours of a row. */
final class Windows {
    private static final Set<String> KEYS =
            Set.of("function_name", "partitions", "orders", "start", "end", "start_expr", "end_expr", "arguments");
    private static final Set<String> RANKS =
            Set.of("row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead");
    private static final Set<String> AGGREGATES = Set.of("sum", "count", "count_star", "min", "max", "avg", "mean");

    private final Expressions expressions;
    private final Translation queries;

    Windows(Expressions expressions, Translation queries) {
        this.expressions = expressions;
        this.queries = queries;
    }

    String sql(JsonNode node) {
        Refusal.unlessOnly(node, KEYS);
        String name = Names.lower(node.path("function_name").asString());
        boolean rank = RANKS.contains(name);
        if (!rank && !AGGREGATES.contains(name)) {
            throw new Refusal(name + " over a window", "use row_number, rank, lag, lead, sum, count, min, max or avg");
        }
        String arguments = Calls.arguments(node).stream().map(expressions::sql).collect(Collectors.joining(", "));
        String over = over(node, rank);
        return switch (name) {
            case "count_star" -> "count(*)" + over;
            case "avg", "mean" -> Calls.average(arguments, over);
            default -> name + "(" + arguments + ")" + over;
        };
    }

    private String over(JsonNode node, boolean rank) {
        String by = Translation.elements(node.path("partitions")).stream()
                .map(expressions::sql)
                .collect(Collectors.joining(", "));
        String order = queries.order(node.path("orders"));
        String frame = rank ? "" : frame(node);
        return " over (" + (by.isEmpty() ? "" : "partition by " + by) + (order.isEmpty() ? "" : " order by " + order)
                + frame + ")";
    }

    private String frame(JsonNode node) {
        String start = node.path("start").asString();
        String end = node.path("end").asString();
        if (start.equals("UNBOUNDED_PRECEDING") && end.equals("CURRENT_ROW_RANGE")) {
            return ""; // what both take where nothing is said
        }
        return " rows between " + bound(start, node.path("start_expr")) + " and " + bound(end, node.path("end_expr"));
    }

    private String bound(String bound, JsonNode distance) {
        return switch (bound) {
            case "UNBOUNDED_PRECEDING" -> "unbounded preceding";
            case "UNBOUNDED_FOLLOWING" -> "unbounded following";
            case "CURRENT_ROW_ROWS" -> "current row";
            case "EXPR_PRECEDING_ROWS" -> expressions.sql(distance) + " preceding";
            case "EXPR_FOLLOWING_ROWS" -> expressions.sql(distance) + " following";
            default -> throw new Refusal("a window from or to " + bound, "use ROWS BETWEEN");
        };
    }
}
