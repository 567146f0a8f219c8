/** This node as a witness of logs that are of no node. */
@NullMarked
package tw.qiao.node.witness;

import org.jspecify.annotations.NullMarked;
