/** What comes to a node over HTTP, and what it replies. */
@NullMarked
package tw.qiao.node.listener;

import org.jspecify.annotations.NullMarked;
