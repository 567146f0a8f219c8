/** Starts the platform and joins its modules. */
@NullMarked
package tw.qiao.platform;

import org.jspecify.annotations.NullMarked;
