package tw.qiao.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
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

    private final Path root;
    private final FileChannel lockFile;
    private final OptionalInt shared;

    private DataFolder(Path root, FileChannel lockFile, OptionalInt shared) {
        this.root = root;
        this.lockFile = lockFile;
        this.shared = shared;
    }

    /** Takes {@code folder} for this launcher; it is made when it is not there. */
    static DataFolder open(Path folder) {
        return open(folder, false);
    }

    /** Takes {@code folder}, or joins the launcher that has it and shares its PostgreSQL. */
    static DataFolder openOrJoin(Path folder) {
        return open(folder, true);
    }

    private static DataFolder open(Path folder, boolean joining) {
        try {
            Path root = Files.createDirectories(folder.toAbsolutePath().normalize());
            FileChannel file =
                    FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = lock(file);
            if (lock != null) {
                file.truncate(0); // what a launcher shared that was killed
                return new DataFolder(root, file, OptionalInt.empty());
            }
            String port = joining ? Files.readString(root.resolve(LOCK)).strip() : "";
            if (port.isEmpty()) {
                file.close();
                throw Problem.conflict(
                        "data_folder_in_use",
                        "Another Qiao is running on " + root + "; wait until it has ended, stop it, or name another"
                                + " folder with --data 此資料夾正由另一個 Qiao 使用，請稍候再試，或以 --data 指定其他資料夾");
            }
            return new DataFolder(root, file, OptionalInt.of(Integer.parseInt(port)));
        } catch (FileAlreadyExistsException file) {
            throw unusable(folder, "it is not a folder");
        } catch (FileSystemException failure) {
            String reason = failure.getReason();
            throw unusable(folder, reason == null ? "it cannot be made or written" : reason);
        } catch (IOException failure) {
            throw new UncheckedIOException("The data folder " + folder + " cannot be used", failure);
        }
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
            lockFile.write(ByteBuffer.wrap(Integer.toString(port).getBytes(StandardCharsets.US_ASCII)), 0);
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
