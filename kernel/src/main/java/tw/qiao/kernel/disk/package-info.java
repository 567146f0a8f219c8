/** Files that must survive a power cut, and folders that must go as a whole. */
@NullMarked
package tw.qiao.kernel.disk;

import org.jspecify.annotations.NullMarked;
