package tw.qiao.node.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tw.qiao.kernel.Problem;

/**
 * Where bodies lie that are too large for memory (暫存), from their first octet until the request is answered. What a
 * stopped process left is removed at the next start; nobody could read it, for its keys were in memory alone.
 */
public final class Spool {
    /** What a file without a known length reserves at a time. */
    static final long STEP = 4L << 20;

    /** What is left to the evidence log, which may lie on the same disk. */
    private static final long LEFT_ON_DISK = 256L << 20;

    private static final System.Logger LOG = System.getLogger(Spool.class.getName());
    private static final ScopedValue<OfRequest> CURRENT = ScopedValue.newInstance();

    private final Path folder;
    private final Bounds bounds;
    private final AtomicLong names = new AtomicLong();
    private final AtomicLong reserved = new AtomicLong();
    private final AtomicInteger files = new AtomicInteger();

    private Spool(Path folder, Bounds bounds) {
        this.folder = folder;
        this.bounds = bounds;
    }

    /** The spool in {@code folder}, empty. */
    public static Spool open(Path folder, Bounds bounds) {
        try {
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(folder, ownerOnly);
            try (var left = Files.newDirectoryStream(folder)) {
                for (Path file : left) {
                    Files.delete(file);
                }
            }
            return new Spool(folder, bounds);
        } catch (IOException e) {
            throw Problem.unavailable("spool_unavailable", "The spool cannot be opened: " + folder, e);
        }
    }

    /** Does the work of one request: what it puts into the spool is gone at its end, however it ends. */
    public static void during(Runnable request) {
        var own = new OfRequest();
        try {
            ScopedValue.where(CURRENT, own).run(request);
        } finally {
            own.remove();
        }
    }

    /** Has {@code resource} closed at the end of the present request, however it ends. */
    public static void closing(Closeable resource) {
        CURRENT.get().all.add(resource);
    }

    /** The files of one request, which is done by one thread. */
    private static final class OfRequest {
        private final List<Closeable> all = new ArrayList<>(0);

        void remove() {
            for (Closeable file : all) {
                try {
                    file.close();
                } catch (IOException e) {
                    LOG.log(System.Logger.Level.WARNING, "A large body stays in the spool until the next start", e);
                }
            }
        }
    }

    /** A new file for a body of {@code length} octets, 0 where that is not known yet. */
    SpoolFile create(long length) throws SpoolFullException {
        if (files.incrementAndGet() > bounds.spoolFiles()) {
            files.decrementAndGet();
            throw new SpoolFullException("Too many large bodies are under way");
        }
        long first = 0;
        try {
            reserve(length);
            first = length;
            var file = new SpoolFile(this, folder.resolve(names.incrementAndGet() + ".body"), length);
            closing(file);
            return file;
        } catch (IOException e) {
            release(first);
            throw e instanceof SpoolFullException full ? full : new SpoolFullException(e);
        }
    }

    void reserve(long octets) throws SpoolFullException {
        if (reserved.addAndGet(octets) > bounds.largestSpool() || isDiskFull(octets)) {
            reserved.addAndGet(-octets);
            throw new SpoolFullException("There is no room for another large body now");
        }
    }

    private boolean isDiskFull(long octets) {
        try {
            return Files.getFileStore(folder).getUsableSpace() - octets < LEFT_ON_DISK;
        } catch (IOException unknown) {
            return false; // the write will tell
        }
    }

    /** A file is gone, with what was reserved for it. */
    void release(long octets) {
        reserved.addAndGet(-octets);
        files.decrementAndGet();
    }
}
