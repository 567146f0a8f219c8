package tw.qiao.node.registry;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.DurableFile;
import tw.qiao.kernel.registry.Revocations;
import tw.qiao.kernel.registry.SignedRevocations;
import tw.qiao.node.settings.NodeSettings;

/**
 * The newest list of revocations that this node knows, which it keeps over restarts and never exchanges for an older.
 */
final class KnownRevocations implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(KnownRevocations.class.getName());

    private final NodeSettings settings;
    private final RegistrySource source;
    private final DurableFile copy;
    private volatile Known newest = new Known("", Revocations.NONE);
    private String complaint = "";

    private record Known(String signed, Revocations revocations) {}

    KnownRevocations(NodeSettings settings, RegistrySource source) {
        this.settings = settings;
        this.source = source;
        this.copy = new DurableFile(settings.home().resolve("revocations-copy.json"));
        recall();
        renewed();
    }

    private void recall() {
        try {
            var kept = copy.read();
            if (kept.isPresent()) {
                newest = verified(kept.get());
            }
        } catch (IOException | Problem e) {
            throw Problem.unavailable(
                    "revocations_unreadable", "The copy of the revocations cannot be read; fetch it again", e);
        }
    }

    /** The list at its source, as a look at it. */
    static Revocations fetchOnce(NodeSettings settings) throws IOException {
        try (var registry = new RegistrySource(settings.registry(), settings.home());
                var source = registry.beside(Revocations.FILE)) {
            return SignedRevocations.verify(source.changed().orElseThrow(), settings.registryKey(), Revocations.NONE);
        } catch (NoSuchFileException nothingRevoked) {
            return Revocations.NONE;
        }
    }

    private Known verified(String signed) {
        return new Known(signed, SignedRevocations.verify(signed, settings.registryKey(), newest.revocations()));
    }

    /** Looks for a newer list; whether there was one. */
    boolean renewed() {
        try {
            var changed = source.changed();
            if (changed.isEmpty() || changed.get().equals(newest.signed())) {
                return false;
            }
            boolean fresh = take(changed.get());
            complaint = "";
            return fresh;
        } catch (NoSuchFileException nothingRevoked) {
            return false;
        } catch (IOException | RuntimeException e) {
            source.forget();
            complain(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** Takes up a list unless it is the one in use; whether it did. */
    synchronized boolean take(String signed) throws IOException {
        var fresh = verified(signed);
        if (fresh.revocations().equals(newest.revocations())) {
            return false;
        }
        copy.write(fresh.signed());
        newest = fresh;
        LOG.log(
                System.Logger.Level.WARNING,
                "Revocations {0} are in use",
                String.valueOf(fresh.revocations().number()));
        return true;
    }

    private void complain(String reason) {
        if (!reason.equals(complaint)) {
            LOG.log(System.Logger.Level.WARNING, "The revocations cannot be renewed: {0}", reason);
        }
        complaint = reason;
    }

    Revocations current() {
        return newest.revocations();
    }

    String signed() {
        return newest.signed();
    }

    @Override
    public void close() {
        source.close();
    }
}
