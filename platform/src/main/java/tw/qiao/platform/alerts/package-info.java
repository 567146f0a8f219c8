/**
 * Alerts (數據監控警示): rules watch the warehouse's figures, feeds and imports; what they find is told, acknowledged,
 * escalated and closed, and every step of it is kept.
 *
 * <p>What a rule finds follows from the tables' states alone, so that any number of platforms may evaluate it at once
 * and as late as they like; a finding, its steps and its messages are stored in one transaction.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"site", "identity", "notifications", "warehouse"})
package tw.qiao.platform.alerts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
