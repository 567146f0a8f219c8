/** Tables that travel as files, from one warehouse to another, with what was noted when they were imported. */
@NullMarked
package tw.qiao.analytics.shipments;

import org.jspecify.annotations.NullMarked;
