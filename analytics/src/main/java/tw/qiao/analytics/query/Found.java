package tw.qiao.analytics.query;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The rows that a query found, before they pass the egress gate.
 *
 * @param types the columns' types as the engine calls them
 * @param rows arrays of whole numbers, truths, texts (also of decimals and dates) and nulls
 * @param truncated whether there were more rows
 */
public record Found(
        List<String> columns, List<String> types, List<JsonNode> rows, boolean truncated, Provenance provenance) {}
