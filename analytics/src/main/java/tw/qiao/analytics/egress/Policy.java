package tw.qiao.analytics.egress;

import java.util.Collection;
import java.util.Map;

/**
 * What somebody may see.
 *
 * @param tables the rules by table; a table without a rule is not there
 */
public record Policy(Clearance clearance, Map<String, TableRule> tables) {
    /**
     * Whether every row and every described column of a table may be read for what is told of it, so that sums that
     * were made of all of them may stand in its place.
     */
    public boolean readsWhole(String table) {
        TableRule rule = tables.get(table);
        return rule != null
                && rule.rows().isEmpty()
                && rule.description().columns().stream()
                        .allMatch(column -> clearance.of(column.personal()) == Treatment.ALLOWED);
    }

    /**
     * Whether all of a table that has {@code columns} may be seen, every row and value of it, so that its files may be
     * handed out as they are. A column that nobody described may not.
     */
    public boolean opensWhole(String table, Collection<String> columns) {
        TableRule rule = tables.get(table);
        if (rule == null || rule.people() || rule.rows().isPresent()) {
            return false;
        }
        return columns.stream()
                .allMatch(name -> rule.description().columns().stream()
                        .anyMatch(column ->
                                column.name().equals(name) && clearance.of(column.personal()) == Treatment.ALLOWED));
    }
}
