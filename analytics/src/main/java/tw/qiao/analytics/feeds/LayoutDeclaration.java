package tw.qiao.analytics.feeds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.Declaration;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.intake.Reading;
import tw.qiao.analytics.recipes.CheckDigit;
import tw.qiao.analytics.recipes.Coordinates;
import tw.qiao.analytics.recipes.Format;

/** Reads the declaration of a layout. */
final class LayoutDeclaration {
    private final Declaration part;
    private final TableDescription table;

    private LayoutDeclaration(Declaration part, TableDescription table) {
        this.part = part;
        this.table = table;
    }

    static Layout read(Declaration part, TableDescription table) {
        return new LayoutDeclaration(part, table).layout();
    }

    private Layout layout() {
        part.only(
                "name",
                "separator",
                "header",
                "sheet",
                "list",
                "row",
                "widths",
                "encoding",
                "geometry",
                "coordinates",
                "ignored",
                "columns");
        List<SourceColumn> columns = new ArrayList<>();
        part.parts("columns").forEach(column -> addColumns(column, columns));
        return new Layout(
                part.optional("name").orElse(""),
                reading(),
                part.part("coordinates").map(this::place),
                part.texts("ignored"),
                columns);
    }

    private Reading reading() {
        String separator = part.optional("separator").orElse(",");
        if (separator.length() != 1) {
            throw part.problem("separator is one character");
        }
        return new Reading(
                separator.charAt(0),
                part.optional("header").isPresent() ? part.number("header") : 1,
                part.optional("sheet").orElse(""),
                part.optional("list").orElse(""),
                part.optional("row").orElse(""),
                widths(),
                part.optional("encoding"),
                part.choice("geometry", Reading.Geometry.class, Reading.Geometry.NONE));
    }

    private Layout.Place place(Declaration pair) {
        pair.only("x", "y", "systems");
        List<Coordinates.Datum> systems = pair.texts("systems").stream()
                .map(name -> pair.choice(Coordinates.Datum.class, name))
                .toList();
        if (systems.isEmpty()
                || systems.stream()
                                .filter(system -> system != Coordinates.Datum.WGS84)
                                .count()
                        > 1) {
            throw pair.problem("systems are wgs84, or one in metres, or both; two in metres cannot be told apart");
        }
        return new Layout.Place(pair.text("x"), pair.text("y"), systems);
    }

    private Map<String, Integer> widths() {
        var widths = new LinkedHashMap<String, Integer>();
        part.pairs("widths").forEach((name, width) -> {
            if (!width.matches("[1-9][0-9]{0,5}")) {
                throw part.problem("the width of " + name + " is a number of bytes, not " + width);
            }
            widths.put(name, Integer.parseInt(width));
        });
        return widths;
    }

    /** Adds a column, or one for each number of a range such as ages, which {@code {n}} stands for. */
    private void addColumns(Declaration column, List<SourceColumn> columns) {
        column.only("name", "from", "type", "format", "optional", "tai", "missing", "why", "check", "first", "last");
        if (column.optional("first").isEmpty()) {
            columns.add(column(column, ""));
            column.optional("why").map(SourceColumn::why).ifPresent(columns::add);
            return;
        }
        for (int n = column.number("first"); n <= column.number("last"); n++) {
            columns.add(column(column, Integer.toString(n)));
        }
    }

    private SourceColumn column(Declaration column, String number) {
        String name = column.text("name").replace("{n}", number);
        Optional<Column> described =
                table.columns().stream().filter(one -> one.name().equals(name)).findFirst();
        ColumnType type = column.optional("type")
                .map(ColumnType::parse)
                .or(() -> described.map(Column::type))
                .orElseThrow(() -> column.problem("the table has no column of this name, so it needs a type"));
        Map<String, Column.Missing> missing =
                new LinkedHashMap<>(described.map(Column::missing).orElse(Map.of()));
        column.pairs("missing").forEach((code, why) -> missing.put(code, column.choice(Column.Missing.class, why)));
        return new SourceColumn(
                name,
                type,
                column.choice("format", Format.class, Format.PLAIN),
                column.texts("from").stream()
                        .map(header -> header.replace("{n}", number))
                        .toList(),
                column.flag("optional"),
                column.flag("tai"),
                missing,
                column.optional("why"),
                column.optional("check").map(rule -> column.choice(CheckDigit.class, rule)));
    }
}
