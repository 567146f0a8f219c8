/** Signing and verification keys: the algorithms that nodes, the registry and logs sign with. */
@NullMarked
package tw.qiao.kernel.signature;

import org.jspecify.annotations.NullMarked;
