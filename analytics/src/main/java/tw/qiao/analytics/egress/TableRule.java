package tw.qiao.analytics.egress;

import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.dictionary.TableDescription;

/**
 * What somebody may see of one table.
 *
 * @param rows only these; empty for all
 * @param people whether rows are about single people, so that only counts may leave
 */
public record TableRule(TableDescription description, Optional<Rows> rows, boolean people) {
    /** The rows whose text in a column is one of the values. */
    public record Rows(String column, List<String> values) {}
}
