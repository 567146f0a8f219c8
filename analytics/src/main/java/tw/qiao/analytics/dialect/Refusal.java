package tw.qiao.analytics.dialect;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.Problem;

/** Something is not translated because an engine would not, or might not, answer as DuckDB does. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Say what and where a part is; they carry no meaning of their own. */
    private static final Set<String> PLAIN =
            Set.of("type", "class", "alias", "query_location", "query_location_length", "qualified_name");

    /** Says what is refused, and what to do instead. */
    public Refusal(String what, String instead) {
        super(what + "; " + instead);
    }

    /** A problem {@code query_dialect} that names the engine. */
    Problem by(String engine) {
        return Problem.invalid(
                "query_dialect", engine + " cannot be trusted to answer as DuckDB does: " + getMessage());
    }

    /** A tree leaves out what is not said, so a key that is not known here says something that would be lost. */
    static void unlessOnly(JsonNode node, Set<String> known) {
        for (String key : node.propertyNames()) {
            if (!known.contains(key) && !PLAIN.contains(key)) {
                throw new Refusal(
                        key + " in " + node.path("type").asString("an expression"),
                        "ask without it, or ask where DuckDB answers");
            }
        }
    }
}
