package tw.qiao.kernel.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/** Keeps every second writer away from a folder, in this process and in others. */
final class FolderLock implements AutoCloseable {
    /** The system's lock is the process's, and is lost when any channel on the file is closed: never open a second. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static FolderLock take(Path folder) throws IOException {
        Path real = Files.createDirectories(folder).toRealPath();
        if (!HELD.add(real)) {
            throw inUse(real);
        }
        FolderLock lock = null;
        try {
            lock = lockFile(real);
            return lock;
        } finally {
            if (lock == null) {
                HELD.remove(real);
            }
        }
    }

    private static FolderLock lockFile(Path folder) throws IOException {
        var channel = FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        @Nullable AutoCloseable lock = null;
        try {
            lock = channel.tryLock();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw inUse(folder);
        }
        return new FolderLock(folder, channel);
    }

    private static Problem inUse(Path folder) {
        return Problem.conflict("evidence_in_use", "Another writer has the folder " + folder + "; stop it first");
    }

    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return; // the folder may be another's by now
        }
        try {
            channel.close();
        } finally {
            HELD.remove(folder);
        }
    }
}
