/** Who a person is: accounts, passkeys, sessions, roles, and which path each role may see. */
@NullMarked
@ApplicationModule(allowedDependencies = {"site"})
package tw.qiao.platform.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
