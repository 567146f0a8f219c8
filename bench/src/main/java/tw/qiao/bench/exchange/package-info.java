/** The exchange beside nginx and Spring Cloud Gateway: two hops and a provider's system, all on this machine. */
@NullMarked
package tw.qiao.bench.exchange;

import org.jspecify.annotations.NullMarked;
