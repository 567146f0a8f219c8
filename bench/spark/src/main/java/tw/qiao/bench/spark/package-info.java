/** Spark alone, to compare the warehouse with. */
@NullMarked
package tw.qiao.bench.spark;

import org.jspecify.annotations.NullMarked;
