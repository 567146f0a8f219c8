package tw.qiao.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;

/**
 * The one folder that holds all state of an installation. One launcher uses it at a time; others may use the PostgreSQL
 * that it shares with them.
 */
final class DataFolder implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Path root;
    private final FileChannel lockFile;
    private final OptionalInt shared;

    private final String holder;

    private DataFolder(Path root, FileChannel lockFile, OptionalInt shared, String holder) {
        this.root = root;
        this.lockFile = lockFile;
        this.shared = shared;
        this.holder = holder;
    }

    /** Takes {@code folder} for the demo; it is made when it is not there. */
    static DataFolder open(Path folder) {
        return open(folder, false, FolderTaker.atOnce("qiao demo"));
    }

    /** Takes {@code folder}, or joins the launcher that has it and shares its PostgreSQL. */
    static DataFolder openOrJoin(Path folder, FolderTaker taker) {
        return open(folder, true, taker);
    }

    /**
     * As {@link #openOrJoin}, but of a folder in which a warehouse was made before; a problem {@code warehouse_missing}
     * of any other, which stays as it is.
     */
    static DataFolder openOrJoinMade(Path folder, FolderTaker taker) {
        WarehouseMark.require(folder.toAbsolutePath().normalize());
        return openOrJoin(folder, taker);
    }

    private static DataFolder open(Path folder, boolean joining, FolderTaker taker) {
        try {
            Path root = Files.createDirectories(folder.toAbsolutePath().normalize());
            FileChannel file =
                    FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                return take(root, file, joining, taker);
            } catch (IOException | RuntimeException failure) {
                file.close();
                throw failure;
            }
        } catch (FileAlreadyExistsException file) {
            throw unusable(folder, "it is not a folder");
        } catch (FileSystemException failure) {
            String reason = failure.getReason();
            throw unusable(folder, reason == null ? "it cannot be made or written" : reason);
        } catch (IOException failure) {
            throw new UncheckedIOException("The data folder " + folder + " cannot be used", failure);
        }
    }

    private static DataFolder take(Path root, FileChannel file, boolean joining, FolderTaker taker) throws IOException {
        long end = System.nanoTime() + taker.patience().toNanos();
        for (boolean first = true; ; first = false) {
            if (lock(file) != null) {
                var taken = new DataFolder(root, file, OptionalInt.empty(), taker.note());
                new LockNote(OptionalInt.empty(), taken.holder).write(file); // also over that of one that was killed
                return taken;
            }
            LockNote note = LockNote.read(root.resolve(LOCK));
            if (joining && note.port().isPresent()) {
                return new DataFolder(root, file, note.port(), "");
            }
            if (System.nanoTime() >= end || !isPause()) {
                throw inUse(root, note);
            }
            if (first) {
                taker.says()
                        .accept("等候資料夾 %s：%s 使用中，最多等 %d 秒（--no-wait 不等候）。Waiting up to %3$d s for it."
                                .formatted(root, holder(note), taker.patience().toSeconds()));
            }
        }
    }

    /** Whether the pause was whole. */
    private static boolean isPause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String holder(LockNote note) {
        return note.holder().isEmpty() ? "另一個 Qiao another Qiao" : note.holder();
    }

    private static Problem inUse(Path root, LockNote note) {
        return Problem.conflict(
                "data_folder_in_use",
                "The data folder " + root + " is in use by " + holder(note)
                        + "; wait until it has ended, stop it, or name"
                        + " another folder with --data 資料夾使用中，請稍候再試、停止該程序，或以 --data 指定其他資料夾");
    }

    private static @Nullable FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException ownProcess) {
            return null;
        }
    }

    private static Problem unusable(Path folder, String reason) {
        return Problem.invalid(
                "data_folder_unusable",
                "The data folder %s cannot be used (%s); name another with --data"
                        .formatted(folder.toAbsolutePath().normalize(), reason));
    }

    /** Lets others use the PostgreSQL on {@code port} of this machine until this is closed. */
    void share(int port) {
        try {
            new LockNote(OptionalInt.of(port), holder).write(lockFile);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The port of the PostgreSQL of the launcher that was joined; empty when the folder is this launcher's own. */
    OptionalInt shared() {
        return shared;
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path society() {
        return root.resolve("society");
    }

    Path node(String code) {
        return root.resolve("nodes").resolve(code);
    }

    Path authority() {
        return root.resolve("authority");
    }

    Path registry() {
        return root.resolve("registry.json");
    }

    /** The log in which every edition of the registry is recorded. */
    Path registryLog() {
        return root.resolve("registry-log");
    }

    Path keys() {
        return root.resolve("keys");
    }

    /** The tables, what was set aside, and what is gone when a command ends. */
    Path warehouse() {
        return root.resolve("warehouse");
    }

    Path platform() {
        return root.resolve("platform");
    }

    Path logs() {
        return root.resolve("log");
    }

    /** A secret that is made the first time it is asked for, readable by its owner only. */
    String secret(String name, Ids ids) {
        Path file = keys().resolve(name + ".secret");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(keys());
                Path fresh = Files.createTempFile(
                        keys(),
                        name,
                        "",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(fresh, ids.token(24));
                Files.move(fresh, file);
            }
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException("The secret " + name + " cannot be kept in " + keys(), failure);
        }
    }

    @Override
    public void close() {
        try {
            if (shared.isEmpty()) {
                lockFile.truncate(0);
            }
            lockFile.close(); // which also gives the lock back
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
