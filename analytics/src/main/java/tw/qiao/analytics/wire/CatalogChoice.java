package tw.qiao.analytics.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tw.qiao.analytics.egress.Cell;

/** Which rows of the system catalogue a question is about: those with the names and numbers that it compares with. */
final class CatalogChoice {
    private static final Pattern COMPARED = Pattern.compile("(?i)(?:\\b\\w+\\.)?\\b(\\w+)"
            + "(?:\\s*+(=\\s*+any\\s*+\\(\\s*+array\\s*+\\[|=|<>|!=|!?~{1,2}|operator\\(pg_catalog\\.[=!~]+\\))"
            + "|\\s++((?:not\\s++)?(?:like|in)))"
            + "\\s*+\\(?+\\s*+((?:e?'(?:[^']++|'')*+'|\\d++)(?:\\s*+,\\s*+(?:e?'(?:[^']++|'')*+'|\\d++))*+)");
    private static final Pattern VALUE = Pattern.compile("(?i)(e)?'((?:[^']++|'')*+)'|(\\d++)");

    /** What programs look for: a name, or one that begins so, among others. Other patterns might take hours. */
    private static final Pattern PLAIN_PATTERN = Pattern.compile("[^*+?{}]{0,200}(?:[*+?][^*+?{}]{0,200}){0,2}");

    private static final Pattern REPEATED_GROUP = Pattern.compile("\\)[*+?]");

    private static final Set<String> CHOOSING = Set.of(
            "relname",
            "nspname",
            "table_name",
            "table_schema",
            "schemaname",
            "tablename",
            "attname",
            "column_name",
            "typname",
            "typtype",
            "datname",
            "schema_name",
            "rolname",
            "oid",
            "attrelid",
            "attnum",
            "relkind");

    private final List<Comparison> comparisons = new ArrayList<>();
    private final Relations relations;

    /** What a column is compared with. */
    private record Comparison(String name, String operator, List<String> values) {
        boolean isNegative() {
            return operator.contains("!") || operator.contains("<>") || operator.startsWith("not");
        }
    }

    /** @param conditions what follows FROM */
    CatalogChoice(String conditions, Relations relations) {
        this.relations = relations;
        Matcher compared = COMPARED.matcher(conditions);
        while (compared.find()) {
            String name = compared.group(1).toLowerCase(Locale.ROOT);
            if (CHOOSING.contains(name)) {
                String operator = compared.group(2) == null ? compared.group(3) : compared.group(2);
                comparisons.add(new Comparison(name, operator.toLowerCase(Locale.ROOT), values(compared.group(4))));
            }
        }
    }

    /** Whether {@code row} is one of those. */
    boolean takes(Map<String, Cell> row) {
        for (Comparison one : comparisons) {
            if (row.get(one.name()) instanceof Cell.Text(String value)) {
                boolean found =
                        one.values().stream().anyMatch(wanted -> fits(wanted, value, one.name(), one.operator()));
                if (found == one.isNegative()) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean fits(String wanted, String value, String name, String operator) {
        if (operator.contains("~~") || operator.endsWith("like")) {
            return isLike(value, wanted);
        }
        if (operator.contains("~")) {
            return isFound(value, wanted);
        }
        // 'public.births'::regclass
        String table = wanted.replace("\"", "").replaceFirst("^public\\.", "");
        return value.equals(wanted)
                || ((name.equals("oid") || name.equals("attrelid"))
                        && value.equals(Integer.toString(relations.number(table))));
    }

    /** LIKE of whole names, and of names with percent signs at their ends. */
    private static boolean isLike(String value, String pattern) {
        String plain = pattern.replace("\\", "");
        String middle = plain.replaceAll("^%+|%+$", "");
        boolean open = plain.endsWith("%");
        return plain.startsWith("%")
                ? open ? value.contains(middle) : value.endsWith(middle)
                : open ? value.startsWith(middle) : value.equals(middle);
    }

    private static boolean isFound(String value, String pattern) {
        try {
            return PLAIN_PATTERN.matcher(pattern).matches()
                    && !REPEATED_GROUP.matcher(pattern).find()
                    && Pattern.compile(pattern).matcher(value).find();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static List<String> values(String list) {
        var values = new ArrayList<String>();
        Matcher value = VALUE.matcher(list);
        while (value.find()) {
            String text =
                    value.group(2) == null ? value.group(3) : value.group(2).replace("''", "'");
            values.add(value.group(1) == null ? text : text.replace("\\\\", "\\"));
        }
        return values;
    }
}
