/** The evidence log at depth: appends, proofs, restarts and memory, beside PostgreSQL and a plain file. */
@NullMarked
package tw.qiao.bench.log;

import org.jspecify.annotations.NullMarked;
