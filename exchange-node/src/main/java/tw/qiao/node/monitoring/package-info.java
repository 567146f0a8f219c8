/** What a node keeps of its exchanges for those who watch it: records, measurements and traces. */
@NullMarked
package tw.qiao.node.monitoring;

import org.jspecify.annotations.NullMarked;
