/** The codes of villages (村里代碼) over time: which were in force when, and what became of those that are gone. */
@NullMarked
package tw.qiao.analytics.crosswalk;

import org.jspecify.annotations.NullMarked;
