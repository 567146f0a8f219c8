/**
 * From the warehouse's dialect of SQL to Spark's, by the statement's tree: what is not known to mean the same is
 * refused.
 */
@NullMarked
package tw.qiao.analytics.spark.dialect;

import org.jspecify.annotations.NullMarked;
