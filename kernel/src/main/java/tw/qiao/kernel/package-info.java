/** Ideas that every part shares: problems, ids, canonical JSON, text and dates as they are written in Taiwan. */
@NullMarked
package tw.qiao.kernel;

import org.jspecify.annotations.NullMarked;
