/** Bodies that are passed on while they come (直通), without lying in memory or on a disk. */
@NullMarked
package tw.qiao.node.passing;

import org.jspecify.annotations.NullMarked;
