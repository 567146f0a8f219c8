/** Whole tables, as far as they may leave, written into files. */
@NullMarked
package tw.qiao.analytics.exports;

import org.jspecify.annotations.NullMarked;
