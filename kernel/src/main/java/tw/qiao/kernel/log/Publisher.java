package tw.qiao.kernel.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.Disk;
import tw.qiao.kernel.disk.DurableFile;

/** Signs checkpoints and keeps the newest one on disk, so that a log never signs two histories. */
final class Publisher implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Publisher.class.getName());
    private static final int PERIOD_MILLISECONDS = 500;

    private final Path folder;
    private final CheckpointSigner signer;
    private final HashTree tree;
    private final Disk disk;
    private final History history;
    private final ScheduledExecutorService timer;
    private volatile Checkpoint newest;
    private volatile @Nullable Checkpoint shown;
    private boolean isFailing;

    private Publisher(Path folder, CheckpointSigner signer, HashTree tree, Disk disk) throws IOException {
        this.folder = folder;
        this.signer = signer;
        this.tree = tree;
        this.disk = disk;
        this.newest = last();
        this.history = History.open(folder, signer, tree, disk);
        this.timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform()
                .daemon()
                .name("checkpoints " + signer.origin())
                .factory());
    }

    /** Prepares a new folder: its first checkpoint, of no entries, is there before the first segment is. */
    static void initialise(Path folder, CheckpointSigner signer, Disk disk) throws IOException {
        if (Files.exists(folder.resolve("checkpoint"))) {
            return;
        }
        try (var files = Files.list(folder)) {
            if (files.anyMatch(file -> file.getFileName().toString().startsWith("segment-"))) {
                throw Store.damaged("There are entries in " + folder + ", but no checkpoint");
            }
        }
        write(folder, signer.sign(0, Hash.EMPTY), disk);
    }

    /** Continues from the last checkpoint; refuses a tree that does not hold what it promised. */
    static Publisher open(Path folder, CheckpointSigner signer, HashTree tree, Disk disk) throws IOException {
        return new Publisher(folder, signer, tree, disk);
    }

    private Checkpoint last() throws IOException {
        var last = signer.verify(Files.readString(folder.resolve("checkpoint")));
        if (!tree.continues(last)) {
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
                LOG.log(
                        System.Logger.Level.ERROR,
                        "The checkpoint of " + signer.origin() + " is not written; trying again",
                        e);
            }
            isFailing = true;
        }
    }

    History history() {
        return history;
    }

    Checkpoint newest() {
        return newest;
    }

    /** The newest checkpoint as the world is shown it: with the lines of witnesses, where there are witnesses. */
    Checkpoint shown() {
        var cosigned = shown;
        return cosigned == null ? newest : cosigned;
    }

    void show(Checkpoint cosigned) {
        shown = cosigned;
    }

    /** Signs the present state, unless the newest checkpoint has it already, or the log has stopped. */
    synchronized Checkpoint publish() throws IOException {
        long size = tree.size();
        if (!history.isStopped() && (size > newest.size() || !signer.isWhole(newest))) {
            var next = signer.sign(size, tree.root(size));
            write(folder, next, disk);
            newest = next;
        }
        return newest;
    }

    private static void write(Path folder, Checkpoint checkpoint, Disk disk) throws IOException {
        new DurableFile(folder.resolve("checkpoint"), disk).write(checkpoint.note());
    }

    @Override
    public void close() throws IOException {
        timer.close();
        publish();
    }
}
