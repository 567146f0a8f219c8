/** What shows whether a node is well: measurements, findings about its state, and the forms in which they are told. */
@NullMarked
package tw.qiao.node.operations;

import org.jspecify.annotations.NullMarked;
