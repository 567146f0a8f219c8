/** HTTP from a node to other servers. */
@NullMarked
package tw.qiao.node.http;

import org.jspecify.annotations.NullMarked;
