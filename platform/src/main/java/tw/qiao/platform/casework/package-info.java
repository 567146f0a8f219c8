/**
 * Casework (案件辦理): one case for every submission, moved by officers and applicants along a declared procedure, with a
 * hash-chained history; the officers' desk and the citizen's wall.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"site", "identity", "forms", "mydata", "credentials", "notifications"})
package tw.qiao.platform.casework;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
