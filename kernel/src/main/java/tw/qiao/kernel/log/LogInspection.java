package tw.qiao.kernel.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.Disk;
import tw.qiao.kernel.signature.SigningKey;

/** Checks a log that nobody has open, from its first entry to its last, and changes nothing. */
public final class LogInspection {
    private LogInspection() {}

    /**
     * The number of the entries in {@code folder}, once each is as it was written and together they continue the
     * checkpoint that was signed last.
     *
     * @throws Problem {@code evidence_in_use} while a writer has the log; {@code evidence_damaged} or
     *     {@code evidence_forked} if it is not whole; {@code evidence_unavailable} if it cannot be read
     */
    public static long inspect(Path folder, String origin, SigningKey key, Clock clock) {
        var signer = new CheckpointSigner(origin, List.of(key), clock);
        try (var _ = FolderLock.take(folder);
                var store = Store.read(folder, Disk.REAL, clock)) {
            var last = signer.verify(Files.readString(folder.resolve("checkpoint")));
            if (!store.tree().continues(last)) {
                throw Problem.of(
                        "evidence_forked",
                        500,
                        false,
                        "The entries in " + folder + " are not those of the signed checkpoint of size " + last.size());
            }
            return store.tree().size();
        } catch (IOException e) {
            throw Problem.unavailable("evidence_unavailable", "The evidence log in " + folder + " cannot be read", e);
        }
    }
}
