package tw.qiao.platform.warehouse;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.lineage.Origin;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.site.Bilingual;

/** What the tables that were asked say about an answer: what its columns are called, and whose the data are. */
@Component
class AskedTables {
    private final OpenWarehouse warehouse;
    private final DescribedTables tables;

    AskedTables(OpenWarehouse warehouse, DescribedTables tables) {
        this.warehouse = warehouse;
        this.tables = tables;
    }

    /**
     * The titles of the answer's columns; the name of one that is no column of a table, or that several call otherwise.
     */
    List<Bilingual> titles(String statement, Result result) {
        Map<String, Set<Origin>> made = made(statement);
        return result.columns().stream()
                .map(name -> title(name, made.getOrDefault(name.toLowerCase(Locale.ROOT), Set.of())))
                .toList();
    }

    /** Of what each column is made; nothing is known of a statement that cannot be followed. */
    private Map<String, Set<Origin>> made(String statement) {
        try {
            return warehouse.trace(statement, tables::columnsOf).columns();
        } catch (Problem untraceable) {
            return Map.of();
        }
    }

    private Bilingual title(String name, Set<Origin> origins) {
        Set<Bilingual> titles =
                origins.stream().map(origin -> title(name, origin)).collect(Collectors.toSet());
        return titles.size() == 1 ? titles.iterator().next() : itself(name);
    }

    /** What the table calls the column, if it has the same name in the answer. */
    private Bilingual title(String name, Origin origin) {
        return tables.description(origin.table()).stream()
                .flatMap(table -> table.columns().stream())
                .filter(column ->
                        column.name().equals(origin.column()) && column.name().equalsIgnoreCase(name))
                .map(column -> new Bilingual(column.chinese(), column.english()))
                .findFirst()
                .orElse(itself(name));
    }

    private static Bilingual itself(String name) {
        return new Bilingual(name, name);
    }

    /**
     * Who publishes the data and under which licence; empty where one table's says no more than that it was imported.
     */
    Optional<Bilingual> source(Result result) {
        List<TableDescription> asked = described(result);
        boolean whole = !asked.isEmpty()
                && asked.size() == result.provenance().tables().size()
                && asked.stream().noneMatch(table -> table.source().equals(ColumnsForm.SOURCE));
        return whole
                ? Optional.of(new Bilingual(
                        asked.stream().map(TableDescription::source).distinct().collect(Collectors.joining("；")),
                        asked.stream()
                                .map(TableDescription::sourceEnglish)
                                .distinct()
                                .collect(Collectors.joining("; "))))
                : Optional.empty();
    }

    private List<TableDescription> described(Result result) {
        return result.provenance().tables().stream()
                .map(stamp -> stamp.substring(0, stamp.indexOf('@')))
                .flatMap(table -> tables.description(table).stream())
                .toList();
    }
}
