package tw.qiao.kernel.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.signature.SigningKey;

/** Signs checkpoints and keeps the newest one on disk, so that a log never signs two histories. */
final class Publisher implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Publisher.class.getName());
    private static final int PERIOD_MILLISECONDS = 500;

    private final Path folder;
    private final String origin;
    private final SigningKey key;
    private final HashTree tree;
    private final Disk disk;
    private final ScheduledExecutorService timer;
    private volatile Checkpoint newest;
    private boolean isFailing;

    private Publisher(Path folder, String origin, SigningKey key, HashTree tree, Disk disk) throws IOException {
        this.folder = folder;
        this.origin = origin;
        this.key = key;
        this.tree = tree;
        this.disk = disk;
        this.newest = last();
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("checkpoints " + origin).factory());
    }

    /** Prepares a new folder: its first checkpoint, of no entries, is there before the first segment is. */
    static void initialise(Path folder, String origin, SigningKey key, Disk disk) throws IOException {
        if (Files.exists(folder.resolve("checkpoint"))) {
            return;
        }
        try (var files = Files.list(folder)) {
            if (files.anyMatch(file -> file.getFileName().toString().startsWith("segment-"))) {
                throw Store.damaged("There are entries in " + folder + ", but no checkpoint");
            }
        }
        write(folder, Checkpoint.sign(origin, 0, Hash.EMPTY, key), disk);
    }

    /** Continues from the last checkpoint; refuses a tree that does not hold what it promised. */
    static Publisher open(Path folder, String origin, SigningKey key, HashTree tree, Disk disk) throws IOException {
        return new Publisher(folder, origin, key, tree, disk);
    }

    private Checkpoint last() throws IOException {
        var last = Checkpoint.verify(Files.readString(folder.resolve("checkpoint")), origin, key.verificationKey());
        if (tree.size() < last.size() || !tree.root(last.size()).equals(last.root())) {
            throw Problem.of(
                    "evidence_forked",
                    500,
                    false,
                    "The entries in " + folder + " are not those of the signed checkpoint of size " + last.size()
                            + "; restore them from a mirror");
        }
        return last;
    }

    void start() {
        var _ = timer.scheduleWithFixedDelay(
                this::tick, PERIOD_MILLISECONDS, PERIOD_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            publish();
            isFailing = false;
        } catch (IOException | RuntimeException e) {
            if (!isFailing) {
                LOG.log(System.Logger.Level.ERROR, "The checkpoint of " + origin + " is not written; trying again", e);
            }
            isFailing = true;
        }
    }

    Checkpoint newest() {
        return newest;
    }

    /** Signs the present state, unless the newest checkpoint has it already. */
    synchronized Checkpoint publish() throws IOException {
        long size = tree.size();
        if (size > newest.size()) {
            var next = Checkpoint.sign(origin, size, tree.root(size), key);
            write(folder, next, disk);
            newest = next;
        }
        return newest;
    }

    private static void write(Path folder, Checkpoint checkpoint, Disk disk) throws IOException {
        var draft = folder.resolve("checkpoint.new");
        try (var channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            disk.write(channel, ByteBuffer.wrap(checkpoint.note().getBytes(UTF_8)));
            disk.force(channel);
        }
        Files.move(draft, folder.resolve("checkpoint"), StandardCopyOption.ATOMIC_MOVE);
        disk.forceNames(folder);
    }

    @Override
    public void close() throws IOException {
        timer.close();
        publish();
    }
}
