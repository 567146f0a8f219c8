package tw.qiao.analytics.engine;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;

/** The rows that answer a {@link Question}, each cell a whole number, a text or null. */
public record Answer(List<String> columns, List<JsonNode> cells) {

    /** One row of an answer, read by the names of the columns. */
    public record Row(Map<String, JsonNode> cells) {

        /** The whole number in {@code column}; 0 where there is none. */
        public long number(String column) {
            return cell(column).asLong(0);
        }

        /** Whether {@code column} has a value. */
        public boolean has(String column) {
            return !cell(column).isNull();
        }

        /** The text in {@code column}. */
        public String text(String column) {
            return cell(column).asString();
        }

        private JsonNode cell(String column) {
            JsonNode cell = cells.get(column);
            if (cell == null) {
                throw Problem.of("analytics_column", 500, false, "The answer has no column " + column);
            }
            return cell;
        }
    }

    /** The rows in their order. */
    public List<Row> rows() {
        return cells.stream().map(this::row).toList();
    }

    private Row row(JsonNode values) {
        return new Row(IntStream.range(0, columns.size())
                .boxed()
                .collect(java.util.stream.Collectors.toMap(columns::get, values::get)));
    }
}
