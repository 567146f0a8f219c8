package tw.qiao.platform.warehouse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Result;
import tw.qiao.platform.site.Bilingual;

/** What the tables that were asked say about an answer: what its columns are called, and whose the data are. */
@Component
class AskedTables {
    private final DescribedTables tables;

    AskedTables(DescribedTables tables) {
        this.tables = tables;
    }

    /** The titles of the answer's columns; the name of one that no table has, or several call otherwise. */
    List<Bilingual> titles(Result result) {
        Map<String, Bilingual> titles = new HashMap<>();
        described(result).stream()
                .flatMap(table -> table.columns().stream())
                .forEach(column -> titles.merge(
                        column.name(),
                        new Bilingual(column.chinese(), column.english()),
                        (one, other) -> one.zh().equals(other.zh()) ? one : itself(column.name())));
        return result.columns().stream()
                .map(name -> titles.getOrDefault(name, itself(name)))
                .toList();
    }

    private static Bilingual itself(String name) {
        return new Bilingual(name, name);
    }

    /** Who publishes the data and under which licence; empty where nobody said more than that they were imported. */
    Optional<Bilingual> source(Result result) {
        List<TableDescription> named = described(result).stream()
                .filter(table -> !table.source().equals(ColumnsForm.SOURCE))
                .toList();
        return named.isEmpty()
                ? Optional.empty()
                : Optional.of(new Bilingual(
                        named.stream().map(TableDescription::source).distinct().collect(Collectors.joining("；")),
                        named.stream()
                                .map(TableDescription::sourceEnglish)
                                .distinct()
                                .collect(Collectors.joining("; "))));
    }

    private List<TableDescription> described(Result result) {
        return result.provenance().tables().stream()
                .map(stamp -> stamp.substring(0, stamp.indexOf('@')))
                .flatMap(table -> tables.description(table).stream())
                .toList();
    }
}
