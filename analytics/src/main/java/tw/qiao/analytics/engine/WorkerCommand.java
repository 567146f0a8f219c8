package tw.qiao.analytics.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a worker process is started.
 *
 * @param program what follows {@code java}: {@code -jar analytics.jar}, or a class path and {@link Worker}
 * @param data the folder with the Parquet files, the only one that the worker may read
 * @param scratch a folder of the worker's own; what a killed worker left there is removed at the next start
 */
public record WorkerCommand(List<String> program, Path data, Path scratch, int memoryMegabytes, int threads) {
    static final String SNAPSHOT = "snapshot";

    /** The worker in {@code jar} with 256 MB for the engine and two threads. */
    public static WorkerCommand jar(Path jar, Path data, Path scratch) {
        return new WorkerCommand(List.of("-jar", jar.toString()), data, scratch, 256, 2);
    }

    /** The worker on a class path, which must hold this module, the kernel, Jackson and DuckDB. */
    public static WorkerCommand classPath(String classPath, Path data, Path scratch) {
        return new WorkerCommand(List.of("-cp", classPath, Worker.class.getName()), data, scratch, 256, 2);
    }

    /** The same with so much memory for the engine; the process takes up to 768 MB more. */
    public WorkerCommand withMemory(int megabytes) {
        return new WorkerCommand(program, data, scratch, megabytes, threads);
    }

    /** The line of a process that writes one snapshot's file and ends. */
    List<String> snapshotLine(Path draft, Path target) {
        var line = virtualMachine();
        line.addAll(List.of(SNAPSHOT, draft.toString(), target.toString()));
        return line;
    }

    List<String> line() {
        var line = virtualMachine();
        line.add(data.toString());
        line.add(Integer.toString(memoryMegabytes));
        line.add(Integer.toString(threads));
        return line;
    }

    private List<String> virtualMachine() {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-Xmx128m");
        line.add("-XX:+ExitOnOutOfMemoryError");
        line.add("-XX:+UseSerialGC");
        line.add("-XX:TieredStopAtLevel=1");
        line.add("-Xshare:auto");
        line.add("--enable-native-access=ALL-UNNAMED");
        line.add("-Duser.timezone=Asia/Taipei");
        line.add("-Dfile.encoding=UTF-8");
        line.add("-Djava.io.tmpdir=" + scratch);
        line.addAll(program);
        return line;
    }
}
