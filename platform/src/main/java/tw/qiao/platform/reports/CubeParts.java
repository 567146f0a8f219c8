package tw.qiao.platform.reports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.analytics.dictionary.Declaration;

/** What a report asks a cube: the parts of a view's question, in which {@code $year} stands for a parameter. */
final class CubeParts {
    /** What lists are called in a declaration, and in the address of a view. */
    private static final Map<String, String> LISTS =
            Map.of("measures", "measures", "rows", "rows", "filters", "where", "totals", "totals");

    private static final Map<String, String> TEXTS = Map.of(
            "across",
            "columns",
            "from",
            "from",
            "to",
            "to",
            "compare",
            "compare",
            "filled",
            "filled",
            "sort",
            "sort",
            "descending",
            "descending");

    private CubeParts() {}

    static Map<String, List<String>> of(Declaration part) {
        var parts = new LinkedHashMap<String, List<String>>();
        LISTS.forEach((here, there) -> {
            if (!part.texts(here).isEmpty()) {
                parts.put(there, part.texts(here));
            }
        });
        TEXTS.forEach((here, there) -> part.optional(here).ifPresent(text -> parts.put(there, List.of(text))));
        return parts;
    }

    /** Writes the parts of a view into the declaration of a table; which state it showed is left out. */
    static void declare(Map<String, List<String>> parts, ObjectNode table) {
        LISTS.forEach((here, there) -> {
            if (parts.containsKey(there)) {
                var list = table.putArray(here);
                parts.getOrDefault(there, List.of()).forEach(list::add);
            }
        });
        TEXTS.forEach((here, there) ->
                parts.getOrDefault(there, List.of()).stream().findFirst().ifPresent(text -> table.put(here, text)));
    }

    /**
     * With the values of parameters. What names an empty one is left out, so that it narrows nothing down; what names
     * none stays as it is.
     */
    static Map<String, List<String>> bound(Map<String, List<String>> parts, Map<String, String> values) {
        var bound = new LinkedHashMap<String, List<String>>();
        parts.forEach((name, texts) -> bound.put(
                name,
                texts.stream()
                        .map(text -> bound(text, values))
                        .filter(text -> !text.isEmpty())
                        .toList()));
        return bound;
    }

    private static String bound(String text, Map<String, String> values) {
        int sign = text.startsWith("$") ? 0 : text.indexOf("=$") + 1;
        String value = text.startsWith("$", sign) ? values.get(text.substring(sign + 1)) : null;
        if (value == null) {
            return text;
        }
        return value.isEmpty() ? "" : text.substring(0, sign) + value;
    }
}
