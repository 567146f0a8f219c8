package tw.qiao.analytics.engine;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The rows that answer a {@link Selection}.
 *
 * @param types the columns' types as the engine calls them
 * @param rows arrays of cells: whole numbers, truths, texts (of decimals, dates and all else) and nulls
 * @param truncated whether there were more rows
 */
public record SelectionAnswer(List<String> columns, List<String> types, List<JsonNode> rows, boolean truncated) {}
