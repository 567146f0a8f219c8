/** The registry of the exchange (登錄檔) as a node keeps it. */
@NullMarked
package tw.qiao.node.registry;

import org.jspecify.annotations.NullMarked;
