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

/** Flat objects in a list of a JSON file, or the features of GeoJSON (RFC 7946), read one after the other. */
final class JsonRows implements Rows {
    private static final String FEATURES = "features";

    private final SourceFile file;
    private final JsonParser parser;
    private final boolean features;
    private final Reading.Geometry geometry;
    private @Nullable List<String> header;
    private @Nullable Row first;

    private JsonRows(SourceFile file, JsonParser parser, boolean features, Reading.Geometry geometry) {
        this.file = file;
        this.parser = parser;
        this.features = features;
        this.geometry = geometry;
    }

    static JsonRows of(SourceFile file, Reading reading) {
        JsonParser parser = list(file, reading);
        boolean features =
                FEATURES.equals(parser.streamReadContext().getParent().currentName())
                        && reading.list().isEmpty();
        return new JsonRows(file, parser, features, features ? reading.geometry() : Reading.Geometry.NONE);
    }

    /** Stands before the first object of the list that {@code reading} names, of the features, or of the outermost. */
    static JsonParser list(SourceFile file, Reading reading) {
        try {
            JsonParser parser = CanonicalJson.MAPPER.createParser(file.reader());
            boolean outermost = parser.nextToken() == JsonToken.START_ARRAY;
            if (outermost && reading.list().isEmpty()) {
                return parser;
            }
            String list = reading.list().isEmpty() ? FEATURES : reading.list();
            if (outermost || !isIn(parser, list.split("\\.", -1))) {
                throw Problem.invalid(
                        "intake_json",
                        file.path() + " has no list called " + list
                                + "; name it at 'list' in the feed 找不到清單，請在 feed 以 list 指定");
            }
            return parser;
        } catch (JacksonException e) {
            throw broken(file, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes to the list that the names lead to, one inside the other; false where there is none. */
    private static boolean isIn(JsonParser parser, String[] names) {
        int found = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token != JsonToken.PROPERTY_NAME) {
                return false;
            }
            boolean wanted = parser.currentName().equals(names[found]);
            JsonToken value = parser.nextToken();
            if (!wanted) {
                parser.skipChildren();
                continue;
            }
            found++;
            if (found == names.length) {
                return value == JsonToken.START_ARRAY;
            }
            if (value != JsonToken.START_OBJECT) {
                return false;
            }
        }
        return false;
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
            JsonNode values = features ? object.path("properties") : object;
            List<String> names = header;
            if (names == null) {
                names = List.copyOf(values.propertyNames());
                header = names;
                first = new Row(line, cells(object, values, names));
                var all = new ArrayList<>(names);
                all.addAll(Geometries.names(geometry));
                return Optional.of(new Row(line, all));
            }
            return Optional.of(new Row(line, cells(object, values, names)));
        } catch (JacksonException e) {
            throw broken(file, e);
        }
    }

    /**
     * The cells in the header's order; an object with other names gets one cell more or less, which is then refused.
     */
    private List<String> cells(JsonNode object, JsonNode values, List<String> header) {
        var cells = new ArrayList<String>();
        for (String name : header) {
            JsonNode value = values.get(name);
            if (value != null) {
                cells.add(value.isNull() ? "" : value.isContainer() ? value.toString() : value.asString());
            }
        }
        for (int i = header.size(); i < values.size(); i++) {
            cells.add("");
        }
        if (geometry != Reading.Geometry.NONE) {
            cells.addAll(Geometries.cells(geometry, GeoJson.text(object.path("geometry"))));
        }
        return cells;
    }

    static Problem broken(SourceFile file, JacksonException e) {
        return Problem.invalid(
                "intake_json",
                file.path() + " is not well-formed JSON: " + e.getOriginalMessage() + " JSON 格式不正確，檔案可能不完整，請重新取得");
    }

    @Override
    public void close() {
        parser.close();
    }
}
