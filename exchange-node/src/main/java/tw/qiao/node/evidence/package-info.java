/** What a node writes into its evidence log (證據日誌) of exchanges and refusals, and how it proves it. */
@NullMarked
package tw.qiao.node.evidence;

import org.jspecify.annotations.NullMarked;
