/**
 * Dashboards (儀表板): figures on maps, lines and tables, each with its source and its download.
 *
 * <p>A board is a declaration in {@code Boards} and its texts. Its figures come from the warehouse's egress alone, in
 * the states of its tables that the address names. Analysts publish figures as boards of their own, which stay as they
 * were.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"site", "identity", "warehouse"})
package tw.qiao.platform.dashboards;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
