package tw.qiao.kernel.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.Disk;
import tw.qiao.kernel.disk.DurableFile;
import tw.qiao.kernel.signature.SigningKey;

/**
 * Makes a lost log again from a mirror. Its public part is whole again: every entry, under the checkpoint that the log
 * signed. What a mirror never had does not come back: attachments, and keys other than those that the caller knows.
 */
public final class LogRestoration {
    private LogRestoration() {}

    /**
     * Writes the log into {@code folder}, which must hold none.
     *
     * @param keys those of the log
     * @param keyOf the key under which an entry is found again, by its index and content; each must be another
     * @return the number of entries
     */
    public static long restore(
            Mirror mirror, Path folder, List<SigningKey> keys, BiFunction<Long, byte[], String> keyOf, Clock clock) {
        var signer = new CheckpointSigner(mirror.origin(), keys, clock);
        var held = signer.verify(mirror.held().note());
        try (var _ = FolderLock.take(folder)) {
            if (Files.exists(folder.resolve("checkpoint"))) {
                throw Problem.conflict("evidence_there", "There is a log in " + folder + "; move it away first");
            }
            try (var store = Store.read(folder, Disk.REAL, clock)) {
                if (store.tree().size() > 0) {
                    throw Problem.conflict("evidence_there", "There are entries in " + folder + "; move them away");
                }
                store.openForAppending();
                fill(store, mirror, keyOf);
                if (!store.tree().root(store.tree().size()).equals(held.root())) {
                    throw Problem.of("mirror_damaged", 500, false, "The mirror does not hold what the log signed");
                }
            }
            new DurableFile(folder.resolve("checkpoint")).write(held.note());
            return held.size();
        } catch (IOException e) {
            throw Problem.unavailable("evidence_unavailable", "The log in " + folder + " cannot be written", e);
        }
    }

    private static void fill(Store store, Mirror mirror, BiFunction<Long, byte[], String> keyOf) throws IOException {
        for (long index = 0; index < mirror.size(); index = store.tree().size()) {
            var group = new ArrayList<Pending>();
            for (byte[] content : mirror.entries(index)) {
                String key = keyOf.apply(index + group.size(), content);
                group.add(new Pending(new NewEntry(key, content), EvidenceLog.keyBytes(key)));
            }
            store.write(group);
            if (store.tree().size() != index + group.size()) {
                throw Problem.invalid("evidence_key_invalid", "Two entries would have the same key");
            }
        }
    }
}
