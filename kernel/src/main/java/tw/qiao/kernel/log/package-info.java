/**
 * The evidence log (證據日誌): an append-only, provable list of entries in the form of C2SP tlog-tiles, with checkpoints as
 * signed notes and the Merkle trees of RFC 6962.
 */
@NullMarked
package tw.qiao.kernel.log;

import org.jspecify.annotations.NullMarked;
