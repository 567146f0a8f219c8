/** Witnesses (見證) of logs: those of this node, and this node as one of the logs of others. */
@NullMarked
package tw.qiao.node.witness;

import org.jspecify.annotations.NullMarked;
