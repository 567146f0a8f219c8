package tw.qiao.analytics.dictionary;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tw.qiao.kernel.Problem;

/** Reads the descriptions of tables, which the product ships as YAML files. */
public final class Dictionary {
    /**
     * Which delivery a row came in; every table has it, and a new delivery of the same batch takes the place of the
     * old.
     */
    public static final String BATCH = "batch";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private Dictionary() {}

    /** The description of {@code table}; a problem {@code dictionary_table} when there is none. */
    public static TableDescription table(String table) {
        return read(declaration(table));
    }

    /** How the dictionary declares {@code table}; a problem {@code dictionary_table} when it does not. */
    public static Declaration declaration(String table) {
        String file = "dictionary/" + table + ".yaml";
        InputStream yaml = Dictionary.class.getResourceAsStream("/" + file);
        if (yaml == null) {
            throw Problem.notFound("dictionary_table", "The dictionary does not describe the table " + table);
        }
        return Declaration.read(file, yaml);
    }

    /** Whether the dictionary describes {@code table}. */
    public static boolean describes(String table) {
        return NAME.matcher(table).matches() && Dictionary.class.getResource("/dictionary/" + table + ".yaml") != null;
    }

    /** A description of somebody's own table; a problem {@code dictionary_taken} where the dictionary has that name. */
    public static TableDescription own(Declaration part) {
        TableDescription description = read(part);
        if (describes(description.name())) {
            throw Problem.conflict(
                    "dictionary_taken",
                    "The dictionary describes a table " + description.name()
                            + " already; choose another name 表名已被使用，請另取名稱");
        }
        return description;
    }

    /** Reads a description. */
    static TableDescription read(Declaration file) {
        file.only("table", "version", "chinese", "english", "source", "sort", "columns");
        List<Column> columns = new ArrayList<>();
        columns.add(batch());
        file.parts("columns").forEach(part -> columns.add(column(part)));
        var names = new HashSet<String>();
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw file.problem("the column " + column.name() + " is there twice");
            }
        }
        for (String column : file.texts("sort")) {
            if (!names.contains(column)) {
                throw file.problem("sort names " + column + ", which is no column");
            }
        }
        return new TableDescription(
                name(file, "table"),
                file.number("version"),
                file.text("chinese"),
                file.text("english"),
                file.text("source"),
                List.copyOf(columns),
                file.texts("sort"));
    }

    private static Column column(Declaration part) {
        part.only(
                "name",
                "chinese",
                "english",
                "type",
                "key",
                "required",
                "unit",
                "missing",
                "codes",
                "pattern",
                "smallest",
                "largest",
                "personal",
                "period",
                "formerly");
        return new Column(
                name(part, "name"),
                part.text("chinese"),
                part.text("english"),
                type(part),
                part.flag("key"),
                part.flag("required") || part.flag("key"),
                part.optional("unit").orElse(""),
                missing(part),
                part.optional("codes"),
                part.optional("pattern"),
                part.optional("smallest"),
                part.optional("largest"),
                part.choice("personal", Column.PersonalData.class, Column.PersonalData.NONE),
                part.choice("period", Column.Period.class, Column.Period.NONE),
                part.optional("formerly"));
    }

    private static String name(Declaration part, String field) {
        String name = part.text(field);
        if (!NAME.matcher(name).matches()) {
            throw part.problem("a name is of a-z, 0-9 and _ and begins with a letter, not " + name);
        }
        return name;
    }

    private static ColumnType type(Declaration part) {
        try {
            return ColumnType.parse(part.text("type"));
        } catch (Problem e) {
            throw part.problem(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Column.Missing> missing(Declaration part) {
        var missing = new LinkedHashMap<String, Column.Missing>();
        part.pairs("missing").forEach((code, why) -> missing.put(code, part.choice(Column.Missing.class, why)));
        return missing;
    }

    private static Column batch() {
        return new Column(
                BATCH,
                "批次",
                "Batch",
                ColumnType.parse("text"),
                false,
                true,
                "",
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Column.PersonalData.NONE,
                Column.Period.NONE,
                Optional.empty());
    }
}
