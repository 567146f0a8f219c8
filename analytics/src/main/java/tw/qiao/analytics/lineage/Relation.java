package tw.qiao.analytics.lineage;

import java.util.Map;
import java.util.Set;

/**
 * A table, or what stands in its place, under the name that a statement gives it.
 *
 * @param columns in lower case, in their order, with what they are computed from
 */
record Relation(String name, Map<String, Set<Origin>> columns) {}
