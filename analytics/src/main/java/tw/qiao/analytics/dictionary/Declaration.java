package tw.qiao.analytics.dictionary;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tw.qiao.kernel.Problem;

/** A part of a YAML file, read with messages that say where something is wrong, what is there and what was expected. */
public final class Declaration {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final String place;
    private final JsonNode node;

    private Declaration(String place, JsonNode node) {
        this.place = place;
        this.node = node;
    }

    /** The whole of a file; {@code name} is how messages call it. */
    public static Declaration read(String name, InputStream yaml) {
        try (yaml) {
            return new Declaration(name, YAML.readTree(yaml)).requireObject();
        } catch (JacksonException e) {
            var at = e.getLocation();
            String where = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw Problem.invalid("declaration_unreadable", name + where + " is not YAML: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code tree} declares, which came from elsewhere; {@code name} is how messages call it. */
    public static Declaration of(String name, JsonNode tree) {
        return new Declaration(name, tree).requireObject();
    }

    /** All that it says, as a copy. */
    public JsonNode content() {
        return node.deepCopy();
    }

    private Declaration requireObject() {
        if (!node.isObject()) {
            throw wrong("names with values", node);
        }
        return this;
    }

    /** Refuses names other than {@code known}, so that a misspelt one is not silently ignored. */
    public Declaration only(String... known) {
        Set<String> names = Set.copyOf(Arrays.asList(known));
        node.propertyNames().forEach(name -> {
            if (!names.contains(name)) {
                throw Problem.invalid(
                        "declaration_unknown",
                        place + " says " + name + ", which is not known; known are " + String.join(", ", known));
            }
        });
        return this;
    }

    /** The text that must be there. */
    public String text(String name) {
        return optional(name)
                .orElseThrow(() -> Problem.invalid("declaration_missing", place + " needs the text " + name));
    }

    /** The text, if there is one. */
    public Optional<String> optional(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            throw wrong("a text at " + name, value);
        }
        return Optional.of(value.asString());
    }

    /** The whole number that must be there. */
    public int number(String name) {
        JsonNode value = node.path(name);
        if (!value.isInt()) {
            throw wrong("a whole number at " + name, value);
        }
        return value.asInt();
    }

    /** Whether {@code name} is true; without it, it is not. */
    public boolean flag(String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw wrong("true or false at " + name, value);
        }
        return value.asBoolean(false);
    }

    /** The texts of a list; none when it is not there. */
    public List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (JsonNode value : list(node.path(name), name)) {
            if (!value.isValueNode()) {
                throw wrong("texts at " + name, value);
            }
            texts.add(value.asString());
        }
        return texts;
    }

    /** The parts of a list; none when it is not there. */
    public List<Declaration> parts(String name) {
        var parts = new ArrayList<Declaration>();
        int position = 1;
        for (JsonNode value : list(node.path(name), name)) {
            String label = value.path("name").asString("");
            String at = place + ", " + name + " " + position++ + (label.isEmpty() ? "" : " (" + label + ")");
            parts.add(new Declaration(at, value).requireObject());
        }
        return parts;
    }

    /** Whether there is a part {@code name}, and no text. */
    public boolean isPart(String name) {
        return node.path(name).isObject();
    }

    /** The part {@code name}, if there is one. */
    public Optional<Declaration> part(String name) {
        JsonNode value = node.path(name);
        return value.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Declaration(place + ", " + name, value).requireObject());
    }

    /** The names and texts of a part, in their order; none when it is not there. */
    public Map<String, String> pairs(String name) {
        var pairs = new LinkedHashMap<String, String>();
        part(name)
                .ifPresent(part -> part.node
                        .properties()
                        .forEach(entry ->
                                pairs.put(entry.getKey(), entry.getValue().asString())));
        return pairs;
    }

    /** The constant that a text names; {@code otherwise} when there is no text. */
    public <E extends Enum<E>> E choice(String name, Class<E> kind, E otherwise) {
        return optional(name).map(text -> choice(kind, text)).orElse(otherwise);
    }

    /** The constant that {@code text} names, in lower case. */
    public <E extends Enum<E>> E choice(Class<E> kind, String text) {
        for (E constant : kind.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        String known = String.join(
                ", ",
                Arrays.stream(kind.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .toList());
        throw Problem.invalid("declaration_choice", place + " says " + text + "; known are " + known);
    }

    /** A problem with this part. */
    public Problem problem(String what) {
        return Problem.invalid("declaration_wrong", place + ": " + what);
    }

    private Iterable<JsonNode> list(JsonNode value, String name) {
        if (!value.isMissingNode() && !value.isArray()) {
            throw wrong("a list at " + name, value);
        }
        return value;
    }

    private Problem wrong(String expected, JsonNode came) {
        String what = came.isMissingNode() ? "nothing" : came.toString();
        return Problem.invalid(
                "declaration_wrong",
                place + " needs " + expected + ", not " + (what.length() > 60 ? what.substring(0, 60) + "…" : what));
    }
}
