/** The platform's own evidence log, and its public files from which anybody can check it. */
@NullMarked
@ApplicationModule(allowedDependencies = {"site"})
package tw.qiao.platform.evidence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
