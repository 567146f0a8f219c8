/** Messages between nodes: canonical paths, structured fields, digests and signatures. Uses the kernel alone. */
@NullMarked
package tw.qiao.node.message;

import org.jspecify.annotations.NullMarked;
