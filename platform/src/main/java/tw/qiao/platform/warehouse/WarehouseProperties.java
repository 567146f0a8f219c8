package tw.qiao.platform.warehouse;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import tw.qiao.analytics.engine.WorkerCommand;

/**
 * Where the warehouse is.
 *
 * @param catalogue the JDBC address of the database with the catalogue
 * @param folder the folder with the tables' files in {@code tables}
 * @param worker the jar of the worker with its libraries beside it in {@code lib/}, or a class path of several parts
 *     that holds it, as in tests
 * @param workerMemory how many MB the engine in the worker may take; a statement that needs more is refused
 * @param patience the longest that a query may take
 */
@ConfigurationProperties("qiao.warehouse")
record WarehouseProperties(
        @DefaultValue("jdbc:postgresql://127.0.0.1:5432/warehouse")
        String catalogue,

        @DefaultValue("warehouse") String user,
        @DefaultValue("") String password,
        @DefaultValue("var/warehouse") String folder,
        @DefaultValue("analytics/target/analytics.jar") String worker,
        @DefaultValue("256") int workerMemory,
        @DefaultValue("30s") Duration patience) {
    /** Where the tables' files lie. */
    Path tables() {
        return Path.of(folder, "tables").toAbsolutePath().normalize();
    }

    /** Where rows that were set aside are explained. */
    Path quarantine() {
        return Path.of(folder, "quarantine").toAbsolutePath().normalize();
    }

    /** How to start the worker, which keeps its own files in {@code scratch}. */
    WorkerCommand command(Path scratch) {
        WorkerCommand command = isClassPath()
                ? WorkerCommand.classPath(worker, tables(), scratch)
                : WorkerCommand.jar(Path.of(worker).toAbsolutePath(), tables(), scratch);
        return command.withMemory(workerMemory);
    }

    /** What follows {@code java} to start {@code main} of the analytics. */
    List<String> program(String main) {
        String classPath =
                isClassPath() ? worker : Path.of(worker).toAbsolutePath().toString();
        return List.of("-cp", classPath, main);
    }

    private boolean isClassPath() {
        return worker.contains(File.pathSeparator);
    }
}
