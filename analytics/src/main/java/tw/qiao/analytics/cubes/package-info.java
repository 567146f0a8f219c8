/**
 * Cubes (多維度資料): tables seen by dimensions with levels and by measures with units, as YAML files declare them. A query
 * of a cube becomes one statement, whose answer leaves through the egress gate; all that is computed afterwards, such
 * as ratios, changes, orders and pivots, is computed from cells that may be told.
 */
@NullMarked
package tw.qiao.analytics.cubes;

import org.jspecify.annotations.NullMarked;
