package tw.qiao.analytics.spark.dialect;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;

/** What is refused because Spark would not, or might not, answer as DuckDB does. */
final class Refusal {
    /** Say what and where a part is; they carry no meaning of their own. */
    private static final Set<String> PLAIN =
            Set.of("type", "class", "alias", "query_location", "query_location_length", "qualified_name");

    private Refusal() {}

    /** A problem {@code query_dialect}. */
    static Problem of(String what, String instead) {
        return Problem.invalid(
                "query_dialect", "Spark cannot be trusted to answer as DuckDB does: " + what + "; " + instead);
    }

    /** A tree leaves out what is not said, so a key that is not known here says something that would be lost. */
    static void unlessOnly(JsonNode node, Set<String> known) {
        for (String key : node.propertyNames()) {
            if (!known.contains(key) && !PLAIN.contains(key)) {
                throw of(
                        key + " in " + node.path("type").asString("an expression"),
                        "ask without it, or ask where DuckDB answers");
            }
        }
    }
}
