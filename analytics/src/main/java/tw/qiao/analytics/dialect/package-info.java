/**
 * From the warehouse's dialect of SQL to another engine's, by the statement's tree: what is not known to mean the same
 * is refused.
 */
@NullMarked
package tw.qiao.analytics.dialect;

import org.jspecify.annotations.NullMarked;
