/** Benchmarks that run peers and Qiao in turn and write their figures with the machine's facts. */
@NullMarked
package tw.qiao.bench;

import org.jspecify.annotations.NullMarked;
