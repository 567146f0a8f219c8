/** Traces of exchanges over several systems (W3C Trace Context, OTLP). */
@NullMarked
package tw.qiao.node.trace;

import org.jspecify.annotations.NullMarked;
