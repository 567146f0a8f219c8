package tw.qiao.kernel.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.Disk;
import tw.qiao.kernel.disk.DurableFile;

/**
 * Sees to it that a log has one history. A checkpoint that the log signed and that its entries do not continue, as
 * after a restore from an old backup, stops it: nothing more is appended or signed. The checkpoint is kept in the
 * folder, so that the log stays stopped until its entries have been restored from a mirror; then it is forgotten by
 * itself.
 */
public final class History {
    private static final System.Logger LOG = System.getLogger(History.class.getName());
    private static final String FILE = "fork";

    private final Path folder;
    private final CheckpointSigner signer;
    private final HashTree tree;
    private final Disk disk;
    private volatile @Nullable Checkpoint other;

    private History(Path folder, CheckpointSigner signer, HashTree tree, Disk disk) {
        this.folder = folder;
        this.signer = signer;
        this.tree = tree;
        this.disk = disk;
    }

    static History open(Path folder, CheckpointSigner signer, HashTree tree, Disk disk) throws IOException {
        var history = new History(folder, signer, tree, disk);
        var file = folder.resolve(FILE);
        if (Files.exists(file)) {
            var known = signer.verify(Files.readString(file));
            if (tree.continues(known)) {
                Files.delete(file);
            } else {
                history.other = known;
            }
        }
        return history;
    }

    /**
     * Compares a checkpoint that a witness holds of this log, and stops the log if it does not continue it. Only one
     * that this log signed counts, so that nobody can stop a log by lying.
     *
     * @return whether the entries of this log continue it
     * @throws Problem {@code checkpoint_not_signed} or another refusal if it is no checkpoint of this log
     */
    public synchronized boolean continues(String note) {
        var held = signer.verify(note);
        if (tree.continues(held)) {
            return true;
        }
        if (other == null) {
            stop(held);
        }
        return false;
    }

    private void stop(Checkpoint held) {
        other = held;
        LOG.log(
                System.Logger.Level.ERROR,
                "The log {0} is stopped: it signed another history of {1} entries before",
                signer.origin(),
                Long.toString(held.size()));
        try {
            new DurableFile(folder.resolve(FILE), disk).write(held.note());
        } catch (IOException e) {
            throw Problem.unavailable("evidence_unavailable", "The second history cannot be recorded", e);
        }
    }

    /** Whether a second history is known, so that the log appends and signs nothing. */
    public boolean isStopped() {
        return other != null;
    }

    /** Promises that the log is not stopped; otherwise throws {@code evidence_forked}. */
    public void require() {
        var known = other;
        if (known != null) {
            throw stopped(known);
        }
    }

    private Problem stopped(Checkpoint known) {
        return Problem.of(
                "evidence_forked",
                503,
                false,
                "The evidence log is stopped: witnesses hold a checkpoint of size " + known.size()
                        + " that its entries do not continue; restore it from a mirror and start again");
    }
}
