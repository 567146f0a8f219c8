/** What one node says another over: HTTP/2 or HTTP/1.1. */
@NullMarked
package tw.qiao.node.peer;

import org.jspecify.annotations.NullMarked;
