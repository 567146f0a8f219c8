/** What tests of all modules share: one PostgreSQL, a started platform, a visitor without a browser. */
@NullMarked
package tw.qiao.platform.support;

import org.jspecify.annotations.NullMarked;
