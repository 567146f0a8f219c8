package tw.qiao.analytics.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.egress.Cell;

/**
 * A question about the system catalogue, read for what it selects, from which relation, and which names it compares
 * with. What it asks beyond that is not weighed: programs ask for their lists of tables, not for mathematics.
 */
final class CatalogQuestion {
    private static final Pattern RELATION = Pattern.compile("(?i)(left\\s+(?:outer\\s+)?join|\\bjoin|\\bfrom)\\s+"
            + "(?:pg_catalog\\.|information_schema\\.)?\"?(\\w+)\"?|,\\s*pg_catalog\\.(\\w+)\\s+\\w");
    /** The relation that a question within a join reads. */
    private static final Pattern JOINED_QUESTION =
            Pattern.compile("(?is)(?<!left |outer )join\\s*\\(\\s*select\\b.*?\\bfrom\\s+(?:pg_catalog\\.)?(\\w+)");

    private static final Pattern NESTED_JOINS = Pattern.compile("(?i)^from\\s+\\(+\\s*(?!select\\b)");
    private static final Pattern NAME = Pattern.compile("(?:\\w+\\.)*\"?(\\w+)\"?(?:::[\\w. ]+)?");
    private static final Pattern CALL =
            Pattern.compile("(?is)(?:pg_catalog\\.)?\"?(\\w+)\"?\\s*\\((.*)\\)(?:::[\\w.]+)?");
    private static final Pattern QUESTION = Pattern.compile("(?i)\\(\\s*select\\b");
    private static final Pattern CASE_OF = Pattern.compile("(?is)case\\s+(?:\\w+\\.)?(\\w+)\\s+(when\\s.*)end");
    private static final Pattern WHEN = Pattern.compile("(?is)when\\s+'([^']*)'\\s+then\\s+'([^']*)'");
    private static final Pattern NUMBER_OTHERWISE = Pattern.compile("(?is)case\\b.*\\belse\\s+(\\d+)\\s+end");
    private static final Pattern LABEL = Pattern.compile("(?is)(.*?)\\s+(?:as\\s+)?(?:\"([^\"]+)\"|(\\w+))");

    private static final Map<String, String> FACTS = Map.of(
            "version", "PostgreSQL 16.0 (Qiao)",
            "current_schema", "public",
            "current_database", "warehouse",
            "current_catalog", "warehouse",
            "current_schemas", "{public}",
            "current_user", "analyst",
            "session_user", "analyst",
            "pg_get_userbyid", "qiao",
            "pg_encoding_to_char", "UTF8",
            "pg_backend_pid", "1");

    private static final Cell NOTHING = Relations.cell(null);

    private final String statement;
    private final int from;

    CatalogQuestion(String statement) {
        this.statement = statement;
        this.from = TopLevel.indexOf(statement, "from");
    }

    /** One thing that is selected. */
    record Item(String expression, String label) {
        boolean isAll() {
            return expression.equals("*") || expression.endsWith(".*");
        }
    }

    /** Whether nothing but facts about the connection is asked. */
    boolean asksForFacts() {
        return from < 0
                && items().stream()
                        .allMatch(item -> FACTS.containsKey(bare(item.expression()))
                                || (item.expression().startsWith("pg_catalog.")
                                        && item.expression().endsWith(")")));
    }

    List<Item> items() {
        String plain = statement.strip();
        int begin = TopLevel.indexOf(plain, "select");
        if (begin < 0) {
            return List.of();
        }
        int end = TopLevel.indexOf(plain, "from");
        String list = plain.substring(begin + "select".length(), end < 0 ? plain.length() : end)
                .strip();
        if (list.toLowerCase(Locale.ROOT).startsWith("distinct ")) {
            list = list.substring("distinct ".length());
        }
        return TopLevel.split(list).stream().map(CatalogQuestion::item).toList();
    }

    private static Item item(String text) {
        Matcher label = LABEL.matcher(text);
        if (label.matches() && !text.endsWith(")") && !label.group(1).isBlank() && !isKeyword(label.group(3))) {
            return new Item(label.group(1).strip(), label.group(2) == null ? label.group(3) : label.group(2));
        }
        return new Item(text, bare(text));
    }

    private static boolean isKeyword(@Nullable String word) {
        return word != null && word.equalsIgnoreCase("end");
    }

    /** The relation that decides about the rows: columns before tables before all others. */
    Optional<String> relation() {
        if (from < 0) {
            return Optional.empty();
        }
        String read = statement.substring(from);
        Matcher joined = JOINED_QUESTION.matcher(read);
        if (joined.find() && !Relations.KNOWN.contains(joined.group(1).toLowerCase(Locale.ROOT))) {
            return Optional.of(joined.group(1)); // which has no rows, and so has all that is joined with it
        }
        Matcher relations = RELATION.matcher(
                TopLevel.withoutBrackets(NESTED_JOINS.matcher(read).replaceFirst("from ")));
        var all = new ArrayList<String>();
        while (relations.find()) {
            String name =
                    (relations.group(2) == null ? relations.group(3) : relations.group(2)).toLowerCase(Locale.ROOT);
            boolean inner = relations.group(1) == null || !relations.group(1).regionMatches(true, 0, "left", 0, 4);
            if (inner && !Relations.KNOWN.contains(name)) {
                return Optional.of(name); // as above
            }
            all.add(name);
        }
        boolean ofTables = !all.isEmpty() && Set.of("pg_class", "pg_namespace").contains(all.getFirst());
        for (String wider : List.of("pg_attribute", "pg_class")) {
            if (ofTables && all.contains(wider)) {
                return Optional.of(wider);
            }
        }
        return all.stream().findFirst();
    }

    /** Which rows it is about. */
    CatalogChoice choice(Relations relations) {
        return new CatalogChoice(statement.substring(Math.max(from, 0)), relations);
    }

    /** What an item is in a row. */
    static Cell value(Item item, Map<String, Cell> row) {
        String expression = item.expression();
        String name = bare(expression);
        if (row.containsKey(name)) {
            return row.getOrDefault(name, NOTHING);
        }
        if (FACTS.containsKey(name)) {
            return Relations.cell(FACTS.get(name));
        }
        if (expression.startsWith("'") && expression.endsWith("'") && expression.length() > 1) {
            return new Cell.Text(expression.substring(1, expression.length() - 1));
        }
        if (QUESTION.matcher(expression).lookingAt()) {
            // the name of a collation is asked for under the label of its number; columns have the customary one
            return expression.contains("collname") ? NOTHING : row.getOrDefault(item.label(), NOTHING);
        }
        Matcher named = CASE_OF.matcher(expression);
        if (named.matches() && row.get(named.group(1)) instanceof Cell.Text(String code)) {
            Optional<Cell> words = inWords(code, named.group(2));
            if (words.isPresent()) {
                return words.get();
            }
        }
        Matcher otherwise = NUMBER_OTHERWISE.matcher(expression);
        if (otherwise.matches()) {
            return new Cell.Text(otherwise.group(1));
        }
        if (expression.contains("relkind")) {
            return new Cell.Text("table");
        }
        return expression.chars().allMatch(Character::isDigit)
                ? new Cell.Text(expression)
                : row.getOrDefault(item.label(), NOTHING);
    }

    /** What the branch of {@code code} says. */
    private static Optional<Cell> inWords(String code, String branches) {
        Matcher when = WHEN.matcher(branches);
        while (when.find()) {
            if (when.group(1).equals(code)) {
                return Optional.of(new Cell.Text(when.group(2)));
            }
        }
        return Optional.empty();
    }

    /** The name of a column or function without what stands around it. */
    private static String bare(String expression) {
        Matcher call = CALL.matcher(expression);
        if (call.matches()) {
            String function = call.group(1).toLowerCase(Locale.ROOT);
            return switch (function) {
                case "quote_ident", "coalesce", "btrim" ->
                    bare(TopLevel.split(call.group(2)).getFirst());
                case "col_description", "obj_description" -> "description";
                default -> function;
            };
        }
        Matcher name = NAME.matcher(expression);
        return name.matches() ? name.group(1).toLowerCase(Locale.ROOT) : "?column?";
    }
}
