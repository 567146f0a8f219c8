package tw.qiao.platform.warehouse;

import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.tables.WarehouseTable.Change;

/**
 * A table in the list of the dictionary.
 *
 * @param newest its last change; empty when it has no rows yet
 * @param found the columns that say what was searched for
 */
public record TableLine(TableDescription description, Optional<Change> newest, List<Column> found) {}
