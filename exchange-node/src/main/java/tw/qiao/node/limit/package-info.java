/**
 * What keeps a node whole under load: quotas of grants, fair shares, bulkheads with circuit breakers. Nothing waits for
 * ever.
 */
@NullMarked
package tw.qiao.node.limit;

import org.jspecify.annotations.NullMarked;
