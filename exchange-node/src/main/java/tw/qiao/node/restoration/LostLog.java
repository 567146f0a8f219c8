package tw.qiao.node.restoration;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.MessageFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.Folders;
import tw.qiao.kernel.log.HttpLogSource;
import tw.qiao.kernel.log.LogRestoration;
import tw.qiao.kernel.log.LogSource;
import tw.qiao.kernel.log.Mirror;
import tw.qiao.kernel.log.NoteKey;
import tw.qiao.kernel.signature.SigningKey;
import tw.qiao.node.settings.NodeSettings;

/**
 * Makes the lost log of a node again from a mirror of it. What the mirror gives is believed only as far as the log's
 * key signed it. A step that was cut off is begun again; the log appears in its place as a whole.
 */
public final class LostLog {
    /** The log is there again. */
    public static final int RESTORED = 0;

    /** Nothing was changed. */
    public static final int REFUSED = 1;

    private static final String BUNDLE = "tw.qiao.node.restoration.restoration";
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final Duration PATIENCE_WITH_A_FILE = Duration.ofMinutes(1);

    private final Path home;
    private final Clock clock;

    /** @param home the folder of the node, which must not run */
    public LostLog(Path home, Clock clock) {
        this.home = home;
        this.clock = clock;
    }

    /** A node that kept records before does not begin another log of the same name, which would be a fork. */
    public static void requireNone(Path home) {
        if (Files.exists(home.resolve("private").resolve("store.key")) && !Files.exists(home.resolve("log"))) {
            throw Problem.of(
                    "evidence_lost",
                    500,
                    false,
                    "The evidence log " + home.resolve("log") + " is gone, but this node kept records before. Make it"
                            + " again from a mirror with ./qiao node restore-log; where there is none, the node needs"
                            + " a new home with a log of another name");
        }
    }

    /** Restores the log from a mirror's folder, and says in Chinese and English what was done or what to do. */
    public int restoreFromFolder(Path folder, PrintStream out) {
        return restored(new FolderSource(folder), folder.toString(), out);
    }

    /** As {@link #restoreFromFolder}, from a mirror whose files are served under {@code address}. */
    public int restoreFromAddress(String address, PrintStream out) {
        String base = address.endsWith("/") ? address : address + "/";
        try (var client = HttpClient.newHttpClient()) {
            return restored(new HttpLogSource(client, base, PATIENCE_WITH_A_FILE), base, out);
        }
    }

    private int restored(LogSource source, String name, PrintStream out) {
        try {
            long entries = restore(source);
            print(out, "restored", entries, home.resolve("log"));
            return RESTORED;
        } catch (Problem problem) {
            print(out, problem.code(), name, home.resolve("log"), String.valueOf(problem.getMessage()));
            return REFUSED;
        } catch (IOException | UncheckedIOException e) {
            print(out, "disk", name, home, e.toString());
            return REFUSED;
        }
    }

    private long restore(LogSource source) throws IOException {
        var settings = NodeSettings.read(home);
        requireNoLog();
        var keys = keys();
        var copy = home.resolve("log.mirror");
        var draft = home.resolve("log.restoring");
        Folders.delete(draft);
        var mirror = Mirror.open(
                copy,
                settings.logOrigin(),
                List.of(NoteKey.ofLog(settings.logOrigin(), keys.getFirst().verificationKey())));
        mirror.update(source, PATIENCE);
        Files.createDirectories(draft);
        long entries = LogRestoration.restore(mirror, draft, keys, new EntryKeys()::keyOf, clock);
        Files.move(draft, home.resolve("log"), StandardCopyOption.ATOMIC_MOVE);
        Folders.delete(copy);
        return entries;
    }

    private void requireNoLog() throws IOException {
        var log = home.resolve("log");
        if (Files.exists(log)) {
            try (var files = Files.list(log)) {
                if (files.findAny().isPresent()) {
                    throw Problem.conflict("evidence_there", "There is something in " + log);
                }
            }
        }
    }

    /** Without its first key nobody can go on with the log. */
    private List<SigningKey> keys() {
        if (!Files.exists(home.resolve("log.pem"))) {
            throw Problem.notFound("log_key_missing", "There is no log.pem in " + home);
        }
        var keys = new ArrayList<SigningKey>();
        keys.add(SigningKey.read(home.resolve("log.pem")));
        var further = home.resolve("log-ml-dsa.pem");
        if (Files.exists(further)) {
            keys.add(SigningKey.read(further));
        }
        return keys;
    }

    private static void print(PrintStream out, String key, Object... arguments) {
        for (Locale locale : List.of(Locale.TRADITIONAL_CHINESE, Locale.ENGLISH)) {
            var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
            var texts = ResourceBundle.getBundle(BUNDLE, locale, control);
            String pattern = texts.getString(texts.containsKey(key) ? key : "other");
            out.println(new MessageFormat(pattern, Locale.ROOT).format(arguments));
        }
    }
}
