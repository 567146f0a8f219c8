/** What Spark says otherwise than DuckDB. */
@NullMarked
package tw.qiao.analytics.spark.dialect;

import org.jspecify.annotations.NullMarked;
