/** The platform as a consumer of the data exchange: asks its own node, trusts the signed registry, checks receipts. */
@NullMarked
@ApplicationModule(allowedDependencies = {"site"})
package tw.qiao.platform.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
