/** How cells are cleaned and understood: declared repairs, each counted, and never a guess. */
@NullMarked
package tw.qiao.analytics.recipes;

import org.jspecify.annotations.NullMarked;
