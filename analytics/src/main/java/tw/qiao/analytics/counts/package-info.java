/**
 * Counts of people that somebody asks for in statements of her own, and the memory of what she was told before, so that
 * answers cannot be subtracted from each other.
 */
@NullMarked
package tw.qiao.analytics.counts;

import org.jspecify.annotations.NullMarked;
