package tw.qiao.analytics.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.kernel.Problem;

/**
 * Answers to what clients ask of PostgreSQL's system catalogue by themselves: psql for {@code \d} and {@code \dt}, the
 * JDBC driver for its metadata. The questions are told apart by what they select; unknown ones find no rows.
 */
final class PostgresCatalogTables {
    private static final Pattern LIKE = Pattern.compile("c\\.relname LIKE (?:E)?'([^']*)'");
    private static final Map<String, String> FACTS = Map.of(
            "select version()", "PostgreSQL 16.0 (Qiao)",
            "select current_schema()", "public",
            "select current_database()", "warehouse",
            "show server_version", "16.0 (Qiao)",
            "show transaction isolation level", "read committed",
            "show transaction_isolation", "read committed",
            "show search_path", "public",
            "show standard_conforming_strings", "on",
            "show datestyle", "ISO, YMD",
            "show timezone", "Asia/Taipei");

    /** As psql looks up what it is to show the source of. */
    private static final Pattern LOOKED_UP = Pattern.compile(
            "(?is)select\\s+e?'([^']*)'::pg_catalog\\.reg(class|proc|procedure)::pg_catalog\\.oid[\\s;]*");

    /** Longer than what any program asks by itself. */
    private static final int LONGEST = 16 * 1024;

    private static final Pattern SYSTEM =
            Pattern.compile("\\b(?:pg_catalog|information_schema)\\.|\\b(?:from|join)\\s+pg_\\w+");
    private static final Set<String> NUMBERS =
            Set.of("oid", "attrelid", "atttypid", "attnum", "attlen", "atttypmod", "relnamespace", "ordinal_position");
    private static final Set<String> TRUTHS = Set.of("attnotnull", "attisdropped", "atthasdef", "relhasindex");

    private final Relations relations;
    private final List<String> names;

    PostgresCatalogTables(Map<String, TableDescription> tables) {
        var sorted = new TreeMap<>(tables);
        this.names = List.copyOf(sorted.keySet());
        this.relations = new Relations(sorted);
    }

    /** Empty when the statement does not ask about the catalogue. */
    Optional<Result> answer(String statement) {
        String plain = statement.strip().toLowerCase(Locale.ROOT).replaceFirst(";\\s*$", "");
        String fact = FACTS.get(plain);
        if (fact != null) {
            return Optional.of(result(List.of(plain.substring(plain.indexOf(' ') + 1)), List.of(row(fact))));
        }
        if (plain.startsWith("show ") && Session.SETTINGS_IN_SMALL_LETTERS.containsKey(plain.substring(5))) {
            return Optional.of(result(
                    List.of(plain.substring(5)),
                    List.of(row(Session.SETTINGS_IN_SMALL_LETTERS.get(plain.substring(5))))));
        }
        Matcher looked = LOOKED_UP.matcher(statement.strip());
        if (looked.matches()) {
            return Optional.of(lookedUp(looked.group(1), looked.group(2)));
        }
        if (statement.length() > LONGEST || !(plain.startsWith("select") || plain.startsWith("with"))) {
            return Optional.empty();
        }
        var question = new CatalogQuestion(statement);
        if (!SYSTEM.matcher(plain).find()) {
            return question.asksForFacts() ? Optional.of(answer(question)) : Optional.empty();
        }
        if (statement.contains("\"TABLE_TYPE\"")) {
            return Optional.of(tablesForDriver(named(statement)));
        }
        if (plain.contains("attnum") && plain.contains("adsrc")) {
            return Optional.of(columnsForDriver(named(statement)));
        }
        return Optional.of(answer(question));
    }

    /** The number of a table; there are no functions. */
    private Result lookedUp(String name, String kind) {
        String table = name.replaceFirst("^public\\.", "");
        if (!kind.equalsIgnoreCase("class")) {
            throw Problem.invalid("query_function", "function \"" + name + "\" does not exist");
        }
        if (!names.contains(table)) {
            throw Problem.invalid("query_table", "relation \"" + name + "\" does not exist");
        }
        return result(List.of("oid"), List.of(row(Integer.toString(relations.number(table)))));
    }

    /** Relations that are not known have no rows. */
    private Result answer(CatalogQuestion question) {
        List<SequencedMap<String, Cell>> rows = question.relation()
                .map(relation -> relations.rows(relation).orElse(List.of()))
                .orElse(List.of(new LinkedHashMap<String, Cell>()));
        var names = new ArrayList<String>();
        for (CatalogQuestion.Item item : question.items()) {
            if (item.isAll() && !rows.isEmpty()) {
                names.addAll(rows.getFirst().keySet());
            } else {
                names.add(item.label());
            }
        }
        var choice = question.choice(relations);
        var chosen = new ArrayList<List<Cell>>();
        for (var row : rows) {
            if (choice.takes(row)) {
                var values = new ArrayList<Cell>();
                question.items().forEach(item -> {
                    if (item.isAll()) {
                        values.addAll(row.values());
                    } else {
                        values.add(CatalogQuestion.value(item, row));
                    }
                });
                chosen.add(values);
            }
        }
        return typed(names, chosen);
    }

    private static Result typed(List<String> names, List<List<Cell>> rows) {
        List<String> types = names.stream()
                .map(name -> NUMBERS.contains(name) ? "BIGINT" : TRUTHS.contains(name) ? "BOOLEAN" : "VARCHAR")
                .toList();
        return new Result(names, types, rows, false, new Provenance(List.of(), ""));
    }

    private List<String> named(String statement) {
        var matcher = LIKE.matcher(statement);
        if (!matcher.find()) {
            return names;
        }
        String wanted = matcher.group(1).replace("\\", "");
        return names.stream()
                .filter(name -> name.equals(wanted) || wanted.equals("%"))
                .toList();
    }

    private Result tablesForDriver(List<String> chosen) {
        return result(
                List.of(
                        "TABLE_CAT",
                        "TABLE_SCHEM",
                        "TABLE_NAME",
                        "TABLE_TYPE",
                        "REMARKS",
                        "TYPE_CAT",
                        "TYPE_SCHEM",
                        "TYPE_NAME",
                        "SELF_REFERENCING_COL_NAME",
                        "REF_GENERATION"),
                chosen.stream()
                        .map(name -> row("warehouse", "public", name, "TABLE", null, "", "", "", "", ""))
                        .toList());
    }

    private Result columnsForDriver(List<String> chosen) {
        var rows = new ArrayList<List<Cell>>();
        for (String name : chosen) {
            int place = 0;
            for (Column column : relations.columnsOf(name)) {
                WireType type = WireType.of(column.type().sql());
                rows.add(row(
                        "warehouse",
                        "public",
                        name,
                        column.name(),
                        Integer.toString(type.number),
                        column.required() ? "t" : "f",
                        "-1",
                        Integer.toString(type.size),
                        "-1",
                        Integer.toString(++place),
                        null,
                        null,
                        null,
                        column.chinese(),
                        "0",
                        "b"));
            }
        }
        return result(
                List.of(
                        "current_database",
                        "nspname",
                        "relname",
                        "attname",
                        "atttypid",
                        "attnotnull",
                        "atttypmod",
                        "attlen",
                        "typtypmod",
                        "attnum",
                        "attidentity",
                        "attgenerated",
                        "adsrc",
                        "description",
                        "typbasetype",
                        "typtype"),
                rows);
    }

    private static List<Cell> row(@Nullable String... texts) {
        var cells = new ArrayList<Cell>();
        for (String text : texts) {
            cells.add(Relations.cell(text));
        }
        return cells;
    }

    private static Result result(List<String> columns, List<List<Cell>> rows) {
        return new Result(
                columns, Collections.nCopies(columns.size(), "VARCHAR"), rows, false, new Provenance(List.of(), ""));
    }
}
