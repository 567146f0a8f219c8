package tw.qiao.analytics.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.Folders;

/**
 * Writes the rows of a snapshot as a file of the engine's own, which it reads at a third of the cost of Parquet. Such a
 * file is a cache: it can be deleted and written again at any time. It is written by a process of its own, because the
 * engine never runs in the process of those who ask.
 */
public final class SnapshotWriter {
    /** Where the files are, below the folder of all tables. */
    public static final String FOLDER = ".snapshots";

    private static final int MEMORY_MEGABYTES = 1024;
    private static final int MINUTES = 10;

    private SnapshotWriter() {}

    /** Starts a process that writes {@code rows}, which is SQL that follows {@code from}, and waits for it. */
    public static void write(WorkerCommand command, String rows, Path target) {
        try {
            Files.createDirectories(target.getParent());
            Files.createDirectories(command.scratch());
            write(command, rows, Files.createTempDirectory(command.scratch(), "snapshot"), target);
        } catch (IOException e) {
            throw Problem.unavailable("snapshot_failed", "A snapshot's file could not be written: " + target, e);
        }
    }

    private static void write(WorkerCommand command, String rows, Path draft, Path target) throws IOException {
        try {
            Process process = new ProcessBuilder(command.snapshotLine(draft, target))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var out = process.getOutputStream()) {
                out.write(rows.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw Problem.unavailable("snapshot_failed", "A snapshot's file could not be written: " + target);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.unavailable("snapshot_failed", "The writing of a snapshot's file was interrupted", e);
        } finally {
            Folders.delete(draft);
        }
    }

    /** In the process of its own: the file gets its name when it is whole. */
    static void run(String rows, Path draft, Path target) throws IOException {
        Path file = draft.resolve("rows.duckdb");
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
        try (var workbench = Workbench.open(draft, MEMORY_MEGABYTES, threads)) {
            workbench.execute("attach " + Sql.text(file.toString()) + " as snapshot");
            workbench.execute("create table snapshot.main.rows as select * from " + rows);
            workbench.execute("detach snapshot");
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(draft);
    }
}
