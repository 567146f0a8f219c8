package tw.qiao.analytics.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.egress.ArrowFormat;
import tw.qiao.analytics.egress.CsvFormat;
import tw.qiao.analytics.egress.JsonFormat;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.query.Query;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * Statements: {@code POST /v1/query} with {@code {"statement": "select …", "parameters": ["…"], "snapshots": {"births":
 * 6542}, "maximumRows": 1000, "cursor": "…"}}, of which only the statement is needed. Where rows are left, the header
 * {@code Qiao-Cursor} (in JSON also {@code cursor}) leads to the next page when it comes with the same statement.
 */
final class QueryEndpoint {
    private static final int CUSTOMARY_ROWS = 1_000;
    private static final int SECONDS = 60;

    private QueryEndpoint() {}

    private enum Format {
        JSON("application/json"),
        CSV("text/csv"),
        ARROW(ArrowFormat.MEDIA_TYPE);

        final String type;

        Format(String type) {
            this.type = type;
        }

        static Format of(String accept) {
            for (Format format : values()) {
                if (accept.contains(format.type)) {
                    return format;
                }
            }
            if (accept.contains("*/*") || accept.contains("application/*")) {
                return JSON;
            }
            throw Problem.of(
                    "rest_format",
                    406,
                    false,
                    "Answers come as application/json, text/csv or " + ArrowFormat.MEDIA_TYPE);
        }
    }

    static Reply answer(Request request, Guest guest) {
        if (!request.method().equals("POST")) {
            throw Problem.of("rest_method", 405, false, "POST was expected");
        }
        Format format = Format.of(request.header("accept").orElse("*/*"));
        JsonNode asked = asked(request);
        Optional<Cursor> cursor = asked.has("cursor")
                ? Optional.of(Cursor.read(asked.path("cursor").asString("")))
                : Optional.empty();
        long offset = cursor.map(Cursor::offset).orElse(0L);
        Result page = guest.page(
                new Query(
                        asked.path("statement").asString(""),
                        parameters(asked),
                        cursor.map(Cursor::snapshots).orElseGet(() -> snapshots(asked)),
                        asked.has("maximumRows") ? asked.path("maximumRows").asInt(1) : CUSTOMARY_ROWS,
                        SECONDS),
                offset);
        cursor.ifPresent(first -> first.check(page.provenance()));
        // a page that is cut off without a row would lead to itself for ever
        Optional<Cursor> next = page.truncated() && !page.rows().isEmpty()
                ? Optional.of(new Cursor(page.provenance(), offset + page.rows().size()))
                : Optional.empty();
        return write(page, format, next);
    }

    private static JsonNode asked(Request request) {
        try {
            JsonNode asked = CanonicalJson.MAPPER.readTree(request.body());
            if (asked.isObject()) {
                return asked;
            }
        } catch (JacksonException e) {
            // told below
        }
        throw Problem.invalid("rest_body", "JSON was expected, for example: {\"statement\": \"select 1\"}");
    }

    private static List<String> parameters(JsonNode asked) {
        var parameters = new ArrayList<String>();
        for (JsonNode parameter : asked.path("parameters")) {
            if (!parameter.isValueNode() || parameter.isNull()) {
                throw Problem.invalid("rest_body", "Parameters are texts, numbers or truths");
            }
            parameters.add(parameter.asString());
        }
        return parameters;
    }

    private static Map<String, Long> snapshots(JsonNode asked) {
        var snapshots = new HashMap<String, Long>();
        asked.path("snapshots").forEachEntry((table, snapshot) -> {
            if (!snapshot.isIntegralNumber() || !snapshot.canConvertToLong()) {
                throw Problem.invalid("rest_body", "A snapshot is a whole number");
            }
            snapshots.put(table, snapshot.asLong());
        });
        return snapshots;
    }

    private static Reply write(Result page, Format format, Optional<Cursor> next) {
        Reply reply = Reply.of(
                        200,
                        format.type + (format == Format.CSV ? "; charset=utf-8; header=present" : ""),
                        bytes(page, format, next))
                .with("Qiao-Provenance", page.provenance().line())
                .with("Vary", "Accept, Authorization")
                .with("Cache-Control", "no-store");
        return next.map(cursor -> reply.with("Qiao-Cursor", cursor.text())).orElse(reply);
    }

    private static byte[] bytes(Result page, Format format, Optional<Cursor> next) {
        var bytes = new ByteArrayOutputStream();
        try {
            switch (format) {
                case JSON -> {
                    ObjectNode tree = JsonFormat.tree(page);
                    next.ifPresent(cursor -> tree.put("cursor", cursor.text()));
                    bytes.write(tree.toString().getBytes(StandardCharsets.UTF_8));
                }
                case CSV -> CsvFormat.write(page, new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
                case ARROW -> ArrowFormat.write(page, bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
