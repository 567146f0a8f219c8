/** The gate's statements on Trino, over the tables that the read-only Iceberg REST catalogue shows it. */
@NullMarked
package tw.qiao.analytics.trino;

import org.jspecify.annotations.NullMarked;
