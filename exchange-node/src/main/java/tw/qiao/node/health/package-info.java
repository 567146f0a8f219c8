/** Whether a node is well, as it says itself and as one finds from outside. */
@NullMarked
package tw.qiao.node.health;

import org.jspecify.annotations.NullMarked;
