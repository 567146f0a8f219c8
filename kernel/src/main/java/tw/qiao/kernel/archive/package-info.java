/** Files that hold files, in one byte form. */
@NullMarked
package tw.qiao.kernel.archive;

import org.jspecify.annotations.NullMarked;
