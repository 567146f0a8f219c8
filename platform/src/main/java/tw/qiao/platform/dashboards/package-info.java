/**
 * Dashboards (儀表板): figures on maps, lines and tables, each with its source and its download.
 *
 * <p>Figures come from a worker process through {@link tw.qiao.analytics.engine.SupervisedWorker}; a crash there is a
 * notice here.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"site"})
package tw.qiao.platform.dashboards;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
