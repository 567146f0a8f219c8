/** The warehouse's statements, checks and imports on Apache Spark, over the very same tables. */
@NullMarked
package tw.qiao.analytics.spark;

import org.jspecify.annotations.NullMarked;
