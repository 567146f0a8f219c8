package tw.qiao.analytics.lineage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/**
 * Follows the columns of a SELECT back to the tables, in the tree into which DuckDB parses it. What a part of the tree
 * means that is not known here is not needed: all columns that it names count.
 */
public final class ColumnTrace {
    private static final int DEEPEST = 400;

    private final Function<String, List<String>> tables;
    private final Set<Origin> conditions = new TreeSet<>();
    private int depth;

    private ColumnTrace(Function<String, List<String>> tables) {
        this.tables = tables;
    }

    /**
     * Of what the columns of a statement are made.
     *
     * @param tree the answer of DuckDB's {@code json_serialize_sql}
     * @param tables the columns of a table; none when there is no such table
     */
    public static Traced of(String tree, Function<String, List<String>> tables) {
        JsonNode parsed = read(tree);
        if (parsed.path("error").asBoolean() || parsed.path("statements").size() != 1) {
            throw Problem.invalid("lineage_statement", "Only one SELECT has a lineage 僅能追溯單一 SELECT 敘述");
        }
        var trace = new ColumnTrace(tables);
        var columns = trace.query(parsed.path("statements").get(0).path("node"), Map.of(), List.of());
        return new Traced(columns, trace.conditions);
    }

    private static JsonNode read(String tree) {
        try {
            return CanonicalJson.MAPPER.readTree(tree);
        } catch (JacksonException e) {
            throw tooDeep();
        }
    }

    private static Problem tooDeep() {
        return Problem.invalid("lineage_statement", "The statement is nested too deeply 敘述巢狀過深");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** @param outer what statements around this one select from */
    private Map<String, Set<Origin>> query(
            JsonNode node, Map<String, Map<String, Set<Origin>>> with, List<Relation> outer) {
        if (++depth > DEEPEST) {
            throw tooDeep();
        }
        try {
            var named = new HashMap<>(with);
            for (JsonNode entry : node.path("cte_map").path("map")) {
                JsonNode value = entry.path("value");
                JsonNode inner = value.has("query_node")
                        ? value.path("query_node")
                        : value.path("query").path("node");
                named.put(lower(entry.path("key").asString()), query(inner, named, outer));
            }
            return node.path("type").asString().equals("SET_OPERATION_NODE")
                    ? union(node, named, outer)
                    : select(node, named, outer);
        } finally {
            depth--;
        }
    }

    /** Columns of the same place are put together under the first one's name. */
    private Map<String, Set<Origin>> union(
            JsonNode node, Map<String, Map<String, Set<Origin>>> with, List<Relation> outer) {
        var parts = new ArrayList<Map<String, Set<Origin>>>();
        for (String side : List.of("left", "right")) {
            if (node.has(side)) {
                parts.add(query(node.path(side), with, outer));
            }
        }
        node.path("children").forEach(child -> parts.add(query(child, with, outer)));
        var all = new LinkedHashMap<String, Set<Origin>>();
        for (Map<String, Set<Origin>> part : parts) {
            List<String> names = List.copyOf(all.isEmpty() ? part.keySet() : all.keySet());
            int place = 0;
            for (Map.Entry<String, Set<Origin>> column : part.entrySet()) {
                String name = place < names.size() ? names.get(place) : column.getKey();
                all.computeIfAbsent(name, _ -> new TreeSet<>()).addAll(column.getValue());
                place++;
            }
        }
        return all;
    }

    private Map<String, Set<Origin>> select(
            JsonNode node, Map<String, Map<String, Set<Origin>>> with, List<Relation> outer) {
        var scope = new ArrayList<Relation>();
        from(node.path("from_table"), with, outer, scope);
        var columns = new LinkedHashMap<String, Set<Origin>>();
        var all = new ArrayList<>(scope);
        all.addAll(outer);
        for (JsonNode item : node.path("select_list")) {
            if (item.path("class").asString().equals("STAR")) {
                star(item, scope, all, with, columns);
            } else {
                columns.merge(name(item), expression(item, all, with, columns), ColumnTrace::both);
            }
        }
        for (String part : List.of("where_clause", "group_expressions", "having", "qualify")) {
            conditions.addAll(expression(node.path(part), all, with, columns));
        }
        return columns;
    }

    private static Set<Origin> both(Set<Origin> one, Set<Origin> other) {
        var both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }

    private static String name(JsonNode item) {
        String alias = item.path("alias").asString("");
        if (!alias.isEmpty()) {
            return lower(alias);
        }
        JsonNode names = item.path("column_names");
        return names.isEmpty()
                ? lower(item.path("function_name").asString(item.path("class").asString("")))
                : lower(names.get(names.size() - 1).asString());
    }

    /** What {@code *} means, without what it leaves out and with what it replaces. */
    private void star(
            JsonNode item,
            List<Relation> scope,
            List<Relation> all,
            Map<String, Map<String, Set<Origin>>> with,
            Map<String, Set<Origin>> columns) {
        String only = lower(item.path("relation_name").asString(""));
        Pattern pattern = pattern(item);
        var without = new TreeSet<String>();
        item.path("exclude_list").forEach(name -> without.add(lower(name.asString(""))));
        for (Relation relation : scope) {
            if (only.isEmpty() || relation.name().equals(only)) {
                relation.columns().forEach((name, origins) -> {
                    if (!without.contains(name) && pattern.matcher(name).find()) {
                        columns.merge(name, origins, ColumnTrace::both);
                    }
                });
            }
        }
        for (JsonNode replaced : item.path("replace_list")) {
            columns.put(lower(replaced.path("key").asString()), expression(replaced.path("value"), all, with, columns));
        }
    }

    /** Which names {@code columns('…')} means; all, where there is no such pattern. */
    private static Pattern pattern(JsonNode star) {
        String text = star.path("expr").path("literal").path("text").asString("");
        try {
            return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) { // DuckDB has patterns of its own
            throw Problem.invalid("lineage_statement", "The pattern " + text + " cannot be followed 無法追溯這個欄名樣式");
        }
    }

    private void from(
            JsonNode node, Map<String, Map<String, Set<Origin>>> with, List<Relation> outer, List<Relation> scope) {
        switch (node.path("type").asString("")) {
            case "BASE_TABLE" -> scope.add(table(node, with));
            case "SUBQUERY" -> {
                var visible = new ArrayList<>(scope);
                visible.addAll(outer);
                scope.add(new Relation(
                        alias(node, ""), query(node.path("subquery").path("node"), with, visible)));
            }
            case "JOIN" -> {
                from(node.path("left"), with, outer, scope);
                from(node.path("right"), with, outer, scope);
                conditions.addAll(expression(node.path("condition"), scope, with, Map.of()));
                node.path("using_columns").forEach(name -> conditions.addAll(resolve(lower(name.asString()), scope)));
            }
            case "PIVOT" -> pivot(node, with, outer, scope);
            default -> {}
        }
    }

    private static String alias(JsonNode node, String otherwise) {
        return lower(node.path("alias").asString(otherwise));
    }

    private Relation table(JsonNode node, Map<String, Map<String, Set<Origin>>> with) {
        String name = lower(node.path("table_name").asString());
        Map<String, Set<Origin>> known = with.get(name);
        if (known != null) {
            return new Relation(alias(node, name), known);
        }
        var columns = new LinkedHashMap<String, Set<Origin>>();
        tables.apply(name).forEach(column -> columns.put(lower(column), Set.of(new Origin(name, column))));
        return new Relation(alias(node, name), columns);
    }

    /** The columns that become rows give the new ones. */
    private void pivot(
            JsonNode node, Map<String, Map<String, Set<Origin>>> with, List<Relation> outer, List<Relation> scope) {
        var source = new ArrayList<Relation>();
        from(node.path("source"), with, outer, source);
        var columns = new LinkedHashMap<String, Set<Origin>>();
        source.forEach(relation -> columns.putAll(relation.columns()));
        var turned = new TreeSet<Origin>();
        var names = new TreeSet<String>();
        node.path("unpivot_names").forEach(name -> names.add(lower(name.asString())));
        for (JsonNode pivot : node.path("pivots")) {
            pivot.path("unpivot_names").forEach(name -> names.add(lower(name.asString())));
            for (JsonNode entry : pivot.path("entries")) {
                Pattern pattern = turned(entry.path("star_expr"));
                columns.entrySet().removeIf(column -> {
                    boolean turns = pattern.matcher(column.getKey()).find();
                    if (turns) {
                        turned.addAll(column.getValue());
                    }
                    return turns;
                });
            }
        }
        names.forEach(name -> columns.put(name, turned));
        scope.add(new Relation(alias(node, ""), columns));
    }

    private static Pattern turned(JsonNode named) {
        JsonNode names = named.path("column_names");
        return names.isEmpty() ? pattern(named) : Pattern.compile("^" + Pattern.quote(name(named)) + "$");
    }

    /** @param aliases columns that the same SELECT made before */
    private Set<Origin> expression(
            JsonNode node,
            List<Relation> scope,
            Map<String, Map<String, Set<Origin>>> with,
            Map<String, Set<Origin>> aliases) {
        var found = new TreeSet<Origin>();
        collect(node, scope, with, aliases, found);
        return found;
    }

    private void collect(
            JsonNode node,
            List<Relation> scope,
            Map<String, Map<String, Set<Origin>>> with,
            Map<String, Set<Origin>> aliases,
            Set<Origin> found) {
        switch (node.path("class").asString("")) {
            case "COLUMN_REF" -> found.addAll(column(node.path("column_names"), scope, aliases));
            case "SUBQUERY" -> {
                query(node.path("subquery").path("node"), with, scope).values().forEach(found::addAll);
                collect(node.path("child"), scope, with, aliases, found);
            }
            default -> node.forEach(child -> collect(child, scope, with, aliases, found));
        }
    }

    private static Set<Origin> column(JsonNode names, List<Relation> scope, Map<String, Set<Origin>> aliases) {
        String first = lower(names.path(0).asString(""));
        if (names.size() > 1) {
            String second = lower(names.path(1).asString(""));
            for (Relation relation : scope) {
                Set<Origin> origins = relation.columns().get(second);
                if (relation.name().equals(first) && origins != null) {
                    return origins;
                }
            }
        }
        Set<Origin> origins = resolve(first, scope);
        return origins.isEmpty() ? aliases.getOrDefault(first, Set.of()) : origins;
    }

    private static Set<Origin> resolve(String name, List<Relation> scope) {
        for (Relation relation : scope) {
            Set<Origin> origins = relation.columns().get(name);
            if (origins != null) {
                return origins;
            }
        }
        return Set.of();
    }
}
