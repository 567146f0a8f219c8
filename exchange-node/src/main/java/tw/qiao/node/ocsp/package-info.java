/** Whether the certificates of other nodes still count, by their issuers (OCSP, RFC 6960). */
@NullMarked
package tw.qiao.node.ocsp;

import org.jspecify.annotations.NullMarked;
