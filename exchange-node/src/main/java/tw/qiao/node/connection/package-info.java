/** Connections of the web server that differ from its own in one thing. */
@NullMarked
package tw.qiao.node.connection;

import org.jspecify.annotations.NullMarked;
