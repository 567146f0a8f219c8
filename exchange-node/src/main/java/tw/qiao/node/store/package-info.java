/** What a node keeps to itself: sealed records of its exchanges, and who asked about whom by keyed hash. */
@NullMarked
package tw.qiao.node.store;

import org.jspecify.annotations.NullMarked;
