/** What goes into an evidence bundle (證據包) beside the entries of the logs. */
@NullMarked
package tw.qiao.node.bundle;

import org.jspecify.annotations.NullMarked;
