/** Files that a power cut leaves as they were or as they are to be. */
@NullMarked
package tw.qiao.node.disk;

import org.jspecify.annotations.NullMarked;
