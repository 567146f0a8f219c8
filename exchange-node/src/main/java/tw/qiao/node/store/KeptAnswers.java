package tw.qiao.node.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.DurableFile;
import tw.qiao.node.message.Body;
import tw.qiao.node.spool.SealedFile;

/**
 * Large answers, each the very file of the spool, whose key is sealed in the log's attachment with the key of the
 * period: without that nobody reads it. They take so much of the disk and no more; the oldest go first.
 */
final class KeptAnswers {
    private static final System.Logger LOG = System.getLogger(KeptAnswers.class.getName());
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String BODY = ".body";
    private static final byte[] NO_KEY = new byte[32];

    private final Path folder;
    private final long most;
    private final Deque<Kept> oldestFirst = new ArrayDeque<>();
    private long total;

    private record Kept(Path path, long size, FileTime time) {}

    private KeptAnswers(Path folder, long most) {
        this.folder = folder;
        this.most = most;
    }

    /** Those in {@code folder}, of which at most {@code most} octets stay. */
    static KeptAnswers open(Path folder, long most) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(folder, ownerOnly);
        var answers = new KeptAnswers(folder, most);
        var found = new ArrayList<Kept>();
        try (var files = Files.newDirectoryStream(folder, "*" + BODY)) {
            for (Path file : files) {
                found.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
            }
        }
        found.sort(Comparator.comparing(Kept::time));
        found.forEach(answers::add);
        return answers;
    }

    /**
     * Keeps a large body, durably, and tells by what it is found again; nothing for one that is small. Of one that was
     * passed on and lies nowhere only length and digest are told.
     */
    String keep(Body body, String period, String name) {
        return switch (body.large().orElse(null)) {
            case null -> "";
            case SealedFile file -> keep(file, period, name);
            case Body.Large passed -> reference("-", NO_KEY, passed);
        };
    }

    private String keep(SealedFile file, String period, String name) {
        Path kept = folder.resolve(period + "-" + name + BODY);
        try {
            try (var channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            new DurableFile(file.path()).rename(kept);
            file.movedTo(kept);
            add(new Kept(kept, Files.size(kept), Files.getLastModifiedTime(kept)));
        } catch (IOException e) {
            throw Problem.unavailable("store_unavailable", "A large answer cannot be kept", e);
        }
        return reference(kept.getFileName().toString(), file.key(), file);
    }

    private static String reference(String name, byte[] key, Body.Large body) {
        return String.join(
                " ",
                name,
                BASE64.encodeToString(key),
                String.valueOf(body.length()),
                BASE64.encodeToString(body.sha256()));
    }

    /** What {@link #keep} told; it may be gone. */
    Body find(String reference) {
        var parts = reference.split(" ", -1);
        var base64 = Base64.getUrlDecoder();
        return Body.of(new SealedFile(
                folder.resolve(parts[0]), base64.decode(parts[1]), Long.parseLong(parts[2]), base64.decode(parts[3])));
    }

    private void add(Kept kept) {
        for (Kept old : tooOld(kept)) {
            remove(old);
        }
    }

    private synchronized List<Kept> tooOld(Kept newest) {
        oldestFirst.addLast(newest);
        total += newest.size();
        var old = new ArrayList<Kept>();
        while (total > most && oldestFirst.size() > 1) {
            var first = oldestFirst.removeFirst();
            total -= first.size();
            old.add(first);
        }
        return old;
    }

    /** Removes those whose period's key is gone. */
    void erase(Predicate<String> hasKey) {
        List<Kept> past;
        synchronized (this) {
            past = oldestFirst.stream()
                    .filter(kept -> !hasKey.test(period(kept.path())))
                    .toList();
            oldestFirst.removeAll(past);
            total -= past.stream().mapToLong(Kept::size).sum();
        }
        past.forEach(KeptAnswers::remove);
    }

    /** The start and the length of the period, as its key is named. */
    private static String period(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.indexOf('-', name.indexOf('-') + 1));
    }

    private static void remove(Kept kept) {
        try {
            Files.deleteIfExists(kept.path());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "A large answer that is past its time stays on the disk", e);
        }
    }
}
