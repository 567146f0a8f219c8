/** What must survive a power cut. */
@NullMarked
package tw.qiao.kernel.disk;

import org.jspecify.annotations.NullMarked;
