/** The keys and certificates of a node: where they are held, how they are shown, changed and renewed. */
@NullMarked
package tw.qiao.node.keys;

import org.jspecify.annotations.NullMarked;
