/** What the tests of the warehouse share. */
@NullMarked
package tw.qiao.analytics.support;

import org.jspecify.annotations.NullMarked;
