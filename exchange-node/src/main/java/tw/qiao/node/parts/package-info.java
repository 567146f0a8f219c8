/** What both sides of a node work with. */
@NullMarked
package tw.qiao.node.parts;

import org.jspecify.annotations.NullMarked;
