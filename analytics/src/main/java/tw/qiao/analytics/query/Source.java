package tw.qiao.analytics.query;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a table's name stands for in one query.
 *
 * @param snapshot which state of the table; empty when nothing was ever committed
 * @param columns the names of its columns
 * @param sql what follows {@code from}
 */
public record Source(String table, OptionalLong snapshot, List<String> columns, String sql) {}
