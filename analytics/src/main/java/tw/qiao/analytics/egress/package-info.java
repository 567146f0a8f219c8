/**
 * The one place that every result passes on its way out: who may see which rows and columns, counts of people that are
 * too small to be told, and the formats in which what is left is written.
 */
@NullMarked
package tw.qiao.analytics.egress;

import org.jspecify.annotations.NullMarked;
