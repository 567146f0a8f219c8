/** How a node is set up, as in its {@code node.json}. */
@NullMarked
package tw.qiao.node.settings;

import org.jspecify.annotations.NullMarked;
