/** What the warehouse costs beside the engine alone and beside PostgreSQL. */
@NullMarked
package tw.qiao.bench.warehouse;

import org.jspecify.annotations.NullMarked;
