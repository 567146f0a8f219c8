/** Bodies that are too large for memory: on the disk, sealed with keys that only this process knows. */
@NullMarked
package tw.qiao.node.spool;

import org.jspecify.annotations.NullMarked;
