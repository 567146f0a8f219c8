/** What proves a body that was passed on: its digest and signature in trailers, and the evidence of both parties. */
@NullMarked
package tw.qiao.node.trailer;

import org.jspecify.annotations.NullMarked;
