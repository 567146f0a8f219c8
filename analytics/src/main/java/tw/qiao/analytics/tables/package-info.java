/**
 * Tables that keep their history (Apache Iceberg): Java plans and commits, DuckDB writes and reads the Parquet files.
 */
@NullMarked
package tw.qiao.analytics.tables;

import org.jspecify.annotations.NullMarked;
