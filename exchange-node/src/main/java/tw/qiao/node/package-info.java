/** The exchange node that each agency runs: it signs, authorises, records and carries requests between members. */
@NullMarked
package tw.qiao.node;

import org.jspecify.annotations.NullMarked;
