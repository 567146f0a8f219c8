/**
 * Warehouse (資料倉儲): analysts look tables up, ask them with SELECT, and fill them from files; every query is recorded.
 *
 * <p>Tables are read in a worker process and filled in another, so that the web process never loads the engine.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"site", "identity", "exchange"})
package tw.qiao.platform.warehouse;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
