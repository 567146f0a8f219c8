/** How long the clients of a node may take. */
@NullMarked
package tw.qiao.node.pace;

import org.jspecify.annotations.NullMarked;
