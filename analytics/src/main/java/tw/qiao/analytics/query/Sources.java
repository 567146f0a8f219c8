package tw.qiao.analytics.query;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a query that passed the gate reads.
 *
 * @param tables by the names that the statement gives them
 */
public record Sources(SortedMap<String, Source> tables) {
    /** Keeps a copy. */
    public Sources {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /** The tables of {@code gated} in the states that {@code query} asks for. */
    public static Sources of(Gate.Gated gated, Query query, Catalogue catalogue) {
        var tables = new TreeMap<String, Source>();
        for (String table : gated.tables()) {
            Long snapshot = query.snapshots().get(table);
            tables.put(
                    table,
                    catalogue.source(table, snapshot == null ? OptionalLong.empty() : OptionalLong.of(snapshot)));
        }
        return new Sources(tables);
    }

    /** The SQL that stands for each table. */
    public Map<String, String> sql() {
        var sql = new TreeMap<String, String>();
        tables.forEach((name, source) -> sql.put(name, source.sql()));
        return sql;
    }

    /** Where the answer of a statement with these parameters comes from. */
    public Provenance provenance(String statement, List<String> parameters) {
        return Provenance.of(
                tables.values().stream()
                        .map(source -> source.table() + "@" + source.snapshot().orElse(0))
                        .toList(),
                statement,
                parameters);
    }
}
