package tw.qiao.analytics.feeds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.lineage.ColumnTrace;
import tw.qiao.analytics.lineage.Origin;
import tw.qiao.analytics.lineage.Traced;

/** Of which columns of its files the columns of a feed's table are made, by its recipe. */
public final class RecipeLineage {
    /** What the recipe calls the rows of the files. */
    private static final String ROWS = "rows";

    private static final List<String> OF_EACH_ROW = List.of("file", "line", "batch");
    private static final List<String> TOWNSHIPS = List.of("area", "township_code");
    private static final List<String> H3_CELLS = List.of("cell", "township_code");

    private RecipeLineage() {}

    /**
     * For each column of the table its origins: columns of the feed, whose headers {@link #headers} knows, and of the
     * lists of townships and cells.
     *
     * @param parser gives the tree of a statement, as {@code json_serialize_sql} does
     */
    public static Traced of(Feed feed, UnaryOperator<String> parser) {
        Traced recipe = ColumnTrace.of(parser.apply(feed.recipe()), table -> columns(feed, table));
        var columns = new LinkedHashMap<String, Set<Origin>>();
        for (Column column : feed.table().columns()) {
            columns.put(column.name(), ofFeed(feed, recipe.columns().getOrDefault(column.name(), Set.of())));
        }
        return new Traced(columns, ofFeed(feed, recipe.conditions()));
    }

    private static List<String> columns(Feed feed, String table) {
        return switch (table) {
            case "townships" -> TOWNSHIPS;
            case "h3_cells" -> H3_CELLS;
            case ROWS -> ofRows(feed);
            default -> List.of();
        };
    }

    private static List<String> ofRows(Feed feed) {
        var columns = new ArrayList<>(OF_EACH_ROW);
        feed.columns().forEach(column -> columns.add(column.name()));
        return columns;
    }

    private static Set<Origin> ofFeed(Feed feed, Set<Origin> origins) {
        var named = new TreeSet<Origin>();
        origins.forEach(
                origin -> named.add(origin.table().equals(ROWS) ? new Origin(feed.name(), origin.column()) : origin));
        return named;
    }

    /** What files of the feed call each of its columns. */
    public static Map<String, Set<String>> headers(Feed feed) {
        var headers = new LinkedHashMap<String, Set<String>>();
        feed.layouts()
                .forEach(layout -> layout.columns()
                        .forEach(column -> headers.computeIfAbsent(column.name(), _ -> new TreeSet<>())
                                .addAll(column.headers())));
        return headers;
    }
}
