/** Time stamps (RFC 3161) and how to check them, with nothing but the JDK. */
@NullMarked
package tw.qiao.kernel.timestamp;

import org.jspecify.annotations.NullMarked;
