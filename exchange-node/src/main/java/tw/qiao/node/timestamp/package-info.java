/**
 * Time stamps of the node: a client of authorities, the stamps of its checkpoints, and a small authority for trials.
 */
@NullMarked
package tw.qiao.node.timestamp;

import org.jspecify.annotations.NullMarked;
