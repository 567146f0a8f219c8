package tw.qiao.kernel.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/**
 * What is known of a second history of a log: a checkpoint that the log signed and that its entries do not continue, as
 * after a restore from an old backup. It is kept in the folder, so that the log stays stopped until its entries have
 * been restored from a mirror; then it is forgotten by itself.
 */
final class Fork {
    private static final System.Logger LOG = System.getLogger(Fork.class.getName());
    private static final String FILE = "fork";

    private final Path folder;
    private final CheckpointSigner signer;
    private final HashTree tree;
    private final Disk disk;
    private volatile @Nullable Checkpoint other;

    private Fork(Path folder, CheckpointSigner signer, HashTree tree, Disk disk) {
        this.folder = folder;
        this.signer = signer;
        this.tree = tree;
        this.disk = disk;
    }

    static Fork open(Path folder, CheckpointSigner signer, HashTree tree, Disk disk) throws IOException {
        var fork = new Fork(folder, signer, tree, disk);
        var file = folder.resolve(FILE);
        if (Files.exists(file)) {
            var known = signer.verify(Files.readString(file));
            if (tree.continues(known)) {
                Files.delete(file);
            } else {
                fork.other = known;
            }
        }
        return fork;
    }

    /**
     * Compares a checkpoint of this log that somebody else holds. Only one that this log signed counts, so that nobody
     * can stop a log by lying.
     *
     * @return whether the entries of this log continue it
     */
    synchronized boolean isContinuationOf(String note) throws IOException {
        var held = signer.verify(note);
        if (tree.continues(held)) {
            return true;
        }
        if (other == null) {
            other = held;
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The log {0} is stopped: it signed another history of {1} entries before",
                    signer.origin(),
                    Long.toString(held.size()));
            AtomicFile.write(folder, FILE, held.note(), disk);
        }
        return false;
    }

    boolean isKnown() {
        return other != null;
    }

    /** Why nothing may be appended, if so. */
    Optional<Problem> problem() {
        var known = other;
        return known == null ? Optional.empty() : Optional.of(stopped(known));
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
