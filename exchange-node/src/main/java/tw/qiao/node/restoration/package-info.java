/** Makes the lost evidence log of a node again from a mirror. */
@NullMarked
package tw.qiao.node.restoration;

import org.jspecify.annotations.NullMarked;
