/**
 * SELECT statements of analysts: a gate that lets only known parts of SQL pass, and the running of what passed over
 * snapshots of the warehouse's tables, within limits.
 */
@NullMarked
package tw.qiao.analytics.query;

import org.jspecify.annotations.NullMarked;
