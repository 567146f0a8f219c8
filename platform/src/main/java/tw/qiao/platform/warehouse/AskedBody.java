package tw.qiao.platform.warehouse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.query.Query;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * What a program sends to ask: a statement, or the cursor of an answer that goes on.
 *
 * @param cursor where the last page ended; then nothing else but the size counts
 */
record AskedBody(Query query, int pageSize, Optional<Cursor> cursor) {
    private static final int CUSTOMARY = 1_000;
    private static final int LARGEST = 10_000;
    private static final int MOST_ROWS = 100_000;
    private static final int CUSTOMARY_SECONDS = 20;
    private static final int MOST_SECONDS = 25;
    private static final Set<String> FIELDS =
            Set.of("statement", "parameters", "snapshots", "pageSize", "seconds", "cursor");

    /** Reads a body; a problem {@code query_body} that says all that is wrong with it. */
    static AskedBody read(byte[] body) {
        JsonNode json = json(body);
        var wrong = new ArrayList<String>();
        for (String field : json.propertyNames()) {
            if (!FIELDS.contains(field)) {
                wrong.add("there is no field " + field + "; there are "
                        + String.join(", ", FIELDS.stream().sorted().toList()));
            }
        }
        Optional<Cursor> cursor = Optional.of(json.path("cursor").asString(""))
                .filter(text -> !text.isEmpty())
                .map(Cursor::parse);
        JsonNode statement = json.path("statement");
        if (cursor.isEmpty() && !statement.isString()) {
            wrong.add("statement is a text, one SELECT");
        }
        var read = new AskedBody(
                new Query(
                        statement.asString(""),
                        parameters(json.path("parameters"), wrong),
                        snapshots(json.path("snapshots"), wrong),
                        MOST_ROWS,
                        number(json, "seconds", CUSTOMARY_SECONDS, MOST_SECONDS, wrong)),
                number(json, "pageSize", CUSTOMARY, LARGEST, wrong),
                cursor);
        if (!wrong.isEmpty()) {
            throw Problem.invalid("query_body", "The body is wrong: " + String.join("; ", wrong));
        }
        return read;
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode json = CanonicalJson.MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException malformed) {
            // said below
        }
        throw Problem.invalid("query_body", "A JSON object was expected, for example {\"statement\": \"select 1\"}");
    }

    private static List<String> parameters(JsonNode given, List<String> wrong) {
        var parameters = new ArrayList<String>();
        if (!given.isMissingNode() && !given.isArray()) {
            wrong.add("parameters is a list of texts and numbers, for $1, $2 and so on");
        }
        for (JsonNode one : given) {
            if (one.isString() || one.isNumber()) {
                parameters.add(one.asString());
            } else {
                wrong.add("parameter $" + (parameters.size() + 1) + " is a text or a number");
            }
        }
        return parameters;
    }

    private static Map<String, Long> snapshots(JsonNode given, List<String> wrong) {
        var snapshots = new TreeMap<String, Long>();
        if (!given.isMissingNode() && !given.isObject()) {
            wrong.add("snapshots names a snapshot for each table, {\"births\": \"6542\"}");
        }
        given.propertyStream().forEach(entry -> {
            try {
                snapshots.put(entry.getKey(), Long.parseLong(entry.getValue().asString("")));
            } catch (NumberFormatException no) {
                wrong.add("the snapshot of " + entry.getKey() + " is a whole number");
            }
        });
        return snapshots;
    }

    private static int number(JsonNode json, String field, int customary, int largest, List<String> wrong) {
        JsonNode given = json.path(field);
        if (given.isMissingNode()) {
            return customary;
        }
        if (!given.isInt() || given.asInt() < 1 || given.asInt() > largest) {
            wrong.add(field + " is a whole number from 1 to " + largest);
            return customary;
        }
        return given.asInt();
    }
}
