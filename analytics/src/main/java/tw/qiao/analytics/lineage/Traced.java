package tw.qiao.analytics.lineage;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a statement is made of.
 *
 * @param columns its columns in their order, each with what its values are computed from
 * @param conditions what decides which rows there are: filters, joins, groups
 */
public record Traced(Map<String, Set<Origin>> columns, Set<Origin> conditions) {
    /** All columns of tables that it reads. */
    public Set<Origin> all() {
        var all = new TreeSet<>(conditions);
        columns.values().forEach(all::addAll);
        return all;
    }
}
