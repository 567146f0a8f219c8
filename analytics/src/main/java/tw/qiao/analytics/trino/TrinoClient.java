package tw.qiao.analytics.trino;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** Asks a coordinator of Trino by its own protocol: a statement, then one page after the other. */
public final class TrinoClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int BUSY = 503;

    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** @param address of a coordinator, such as {@code http://127.0.0.1:8080} */
    public TrinoClient(URI address) {
        this.address = address;
    }

    /** An answer with rows as the worker gives them. */
    public record Answer(List<String> columns, List<String> types, List<JsonNode> rows, boolean truncated) {}

    /** Runs a statement as it is written and takes that many rows of its answer at most. */
    public Answer ask(String sql, int maximumRows) {
        JsonNode page = send(request(address.resolve("/v1/statement"))
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build());
        List<String> columns = List.of();
        List<String> types = List.of();
        var rows = new ArrayList<JsonNode>();
        while (true) {
            if (page.has("error")) {
                throw explained(page.path("error"));
            }
            if (columns.isEmpty() && page.has("columns")) {
                List<JsonNode> described =
                        page.path("columns").values().stream().toList();
                columns = described.stream()
                        .map(column -> column.path("name").asString())
                        .toList();
                types = described.stream()
                        .map(column -> type(column.path("type").asString()))
                        .toList();
            }
            for (JsonNode row : page.path("data")) {
                rows.add(cells(row));
            }
            if (rows.size() > maximumRows) {
                cancel(page);
                return new Answer(columns, types, List.copyOf(rows.subList(0, maximumRows)), true);
            }
            if (!page.has("nextUri")) {
                return new Answer(columns, types, List.copyOf(rows), false);
            }
            page = send(request(next(page)).GET().build());
        }
    }

    private void cancel(JsonNode page) {
        if (page.has("nextUri")) {
            send(request(next(page)).DELETE().build());
        }
    }

    /** Only what the coordinator itself has is fetched, whatever it says. */
    private URI next(JsonNode page) {
        URI next = URI.create(page.path("nextUri").asString());
        return address.resolve(next.getRawPath() + (next.getRawQuery() == null ? "" : "?" + next.getRawQuery()));
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("X-Trino-User", "qiao")
                .header("X-Trino-Source", "qiao")
                .header("X-Trino-Client-Capabilities", "PARAMETRIC_DATETIME")
                .header("X-Trino-Time-Zone", "Asia/Taipei");
    }

    private JsonNode send(HttpRequest request) {
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            while (answer.statusCode() == BUSY) {
                Thread.sleep(100);
                answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            }
            boolean gone = request.method().equals("DELETE");
            if (answer.statusCode() != OK && !gone) {
                throw Problem.unavailable("trino_failed", "Trino answered with the status " + answer.statusCode());
            }
            return gone ? CanonicalJson.MAPPER.createObjectNode() : CanonicalJson.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw Problem.unavailable("trino_failed", "Trino cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("trino_failed", "The question was interrupted", e);
        }
    }

    /** Messages about values may quote them, so only those about the statement itself are told. */
    private static Problem explained(JsonNode error) {
        String name = error.path("errorName").asString();
        return switch (error.path("errorType").asString()) {
            case "USER_ERROR" ->
                List.of(
                                        "DIVISION_BY_ZERO",
                                        "INVALID_CAST_ARGUMENT",
                                        "NUMERIC_VALUE_OUT_OF_RANGE",
                                        "INVALID_FUNCTION_ARGUMENT")
                                .contains(name)
                        ? Problem.invalid("query_value", "A value does not fit what the statement does with it")
                        : Problem.invalid("query_wrong", error.path("message").asString());
            default -> Problem.unavailable("trino_failed", "Trino could not finish (" + name + "); its log says why");
        };
    }

    /** DuckDB's name of a type. */
    private static String type(String name) {
        String plain = name.toUpperCase(Locale.ROOT);
        if (plain.startsWith("DECIMAL")) {
            return plain;
        }
        String known = plain.replaceAll("\\(.*", "");
        return switch (known) {
            case "BIGINT", "INTEGER", "SMALLINT", "TINYINT", "DOUBLE", "DATE", "BOOLEAN", "VARCHAR" -> known;
            case "CHAR" -> "VARCHAR";
            default -> {
                // more digits would be another text than DuckDB's
                if (plain.equals("TIMESTAMP(0)")) {
                    yield known;
                }
                throw Problem.invalid(
                        "query_dialect",
                        "Trino's answer has a column of the type " + name
                                + ", which DuckDB's has not; cast to plain types");
            }
        };
    }

    private static JsonNode cells(JsonNode row) {
        ArrayNode cells = CanonicalJson.MAPPER.createArrayNode();
        for (JsonNode cell : row) {
            if (cell.isFloatingPointNumber()) {
                cells.add(cell.asString());
            } else {
                cells.add(cell);
            }
        }
        return cells;
    }
}
