/** Web servers that only forward: what an exchange costs before a node does anything of its own. */
@NullMarked
package tw.qiao.bench.servers;

import org.jspecify.annotations.NullMarked;
