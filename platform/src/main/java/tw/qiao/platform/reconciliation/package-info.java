/**
 * Reconciliation (對帳): mirrors the evidence logs of all nodes, and finds every exchange of which the two parties' logs
 * do not say the same.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"site", "identity", "exchange"})
package tw.qiao.platform.reconciliation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
