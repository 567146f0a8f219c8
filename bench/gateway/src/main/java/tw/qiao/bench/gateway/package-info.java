/** A gateway that forwards everything, to compare the exchange with. */
@NullMarked
package tw.qiao.bench.gateway;

import org.jspecify.annotations.NullMarked;
