package tw.qiao.platform.dashboards;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import tw.qiao.analytics.engine.WorkerCommand;

/**
 * Where the dashboards' worker and its data are.
 *
 * @param worker the jar of the worker with its libraries beside it in {@code lib/}, or {@code class-path} to start the
 *     worker from this process's class path, as tests do
 * @param data the folder with the Parquet files
 * @param patience the longest that a page waits for its figures
 */
@ConfigurationProperties("qiao.dashboards")
record DashboardsProperties(
        @DefaultValue("analytics/target/analytics.jar") String worker,
        @DefaultValue("data/vital-events") String data,
        @DefaultValue("2s") Duration patience) {

    /** How to start the worker, which keeps its own files in {@code scratch}. */
    WorkerCommand command(Path scratch) {
        Path tables = Path.of(data).toAbsolutePath().normalize();
        if (worker.equals("class-path")) {
            return WorkerCommand.classPath(System.getProperty("java.class.path"), tables, scratch);
        }
        return WorkerCommand.jar(Path.of(worker).toAbsolutePath(), tables, scratch);
    }
}
