package tw.qiao.analytics.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** Flat objects in a list of a JSON file, read one after the other. */
final class JsonRows implements Rows {
    private final SourceFile file;
    private final JsonParser parser;
    private @Nullable List<String> header;
    private @Nullable Row first;

    private JsonRows(SourceFile file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    static JsonRows of(SourceFile file, String list) {
        try {
            JsonParser parser = CanonicalJson.MAPPER.createParser(file.reader());
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean outermost = parser.streamReadContext().getNestingDepth() == 1;
                if (token == JsonToken.PROPERTY_NAME && outermost && list.equals(parser.currentName())) {
                    parser.nextToken();
                    return new JsonRows(file, parser);
                }
            }
            throw Problem.invalid("intake_json", file.path() + " has no list called " + list);
        } catch (JacksonException e) {
            throw broken(file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Row> next() {
        if (first != null) {
            Optional<Row> row = Optional.of(first);
            first = null;
            return row;
        }
        try {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            long line = parser.currentTokenLocation().getLineNr();
            JsonNode object = parser.readValueAsTree();
            List<String> names = header;
            if (names == null) {
                names = List.copyOf(object.propertyNames());
                header = names;
                first = new Row(line, cells(object, names));
                return Optional.of(new Row(line, names));
            }
            return Optional.of(new Row(line, cells(object, names)));
        } catch (JacksonException e) {
            throw broken(file, e);
        }
    }

    /**
     * The cells in the header's order; an object with other names gets one cell more or less, which is then refused.
     */
    private static List<String> cells(JsonNode object, List<String> header) {
        var cells = new ArrayList<String>();
        for (String name : header) {
            JsonNode value = object.get(name);
            if (value != null) {
                cells.add(value.isNull() ? "" : value.asString());
            }
        }
        for (int i = header.size(); i < object.size(); i++) {
            cells.add("");
        }
        return cells;
    }

    private static Problem broken(SourceFile file, JacksonException e) {
        return Problem.invalid("intake_json", file.path() + " is not well-formed JSON: " + e.getOriginalMessage());
    }

    @Override
    public void close() {
        parser.close();
    }
}
