/** Checks of what a table holds against its description: all checks of a table in one scan. */
@NullMarked
package tw.qiao.analytics.checks;

import org.jspecify.annotations.NullMarked;
