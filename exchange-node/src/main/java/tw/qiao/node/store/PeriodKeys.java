package tw.qiao.node.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.disk.DurableFile;

/**
 * The keys of what is kept for a time only: one for each period, in a file of its own. When all of a period is past its
 * time, its key is destroyed, and whatever is sealed with it cannot be read any more, wherever copies of it lie
 * (crypto-shredding). A file is named after the start and the length of its period in seconds.
 */
final class PeriodKeys {
    private static final String KEY = ".key";
    private static final String ERASING = ".erasing";
    private static final Pattern NAME = Pattern.compile("(\\d{1,12})-(\\d{1,12})\\.key");
    private static final int PERIODS = 24;

    private final Path folder;
    private final Duration kept;
    private final Map<String, Seal> seals = new HashMap<>();

    private PeriodKeys(Path folder, Duration kept) {
        this.folder = folder;
        this.kept = kept;
    }

    /** The keys in {@code folder}, each of which goes when its period is {@code kept} ago. */
    static PeriodKeys open(Path folder, Duration kept) throws IOException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(folder, ownerOnly);
        return new PeriodKeys(folder, kept);
    }

    /** How long a period is: short beside the time that is kept, so that nothing outlives its time by much. */
    Duration length() {
        return Duration.ofSeconds(Math.max(1, kept.toSeconds() / PERIODS));
    }

    /** The period in which {@code time} is. */
    String period(Instant time) {
        long length = length().toSeconds();
        return Math.floorDiv(time.getEpochSecond(), length) * length + "-" + length;
    }

    /** Whether what was kept since {@code time} is past its time. */
    boolean isPast(Instant time, Instant now) {
        return !now.isBefore(time.plus(kept));
    }

    /** The seal of a period, made where there is none. */
    synchronized Seal forSealing(String period) {
        var known = seals.get(period);
        if (known != null) {
            return known;
        }
        try {
            var seal = Seal.open(folder.resolve(period + KEY));
            seals.put(period, seal);
            return seal;
        } catch (IOException e) {
            throw Problem.unavailable("store_unavailable", "The private store cannot make a key", e);
        }
    }

    /** The seal of a period, unless it was destroyed. */
    synchronized Optional<Seal> find(String period) {
        return seals.containsKey(period) || Files.exists(folder.resolve(period + KEY))
                ? Optional.of(forSealing(period))
                : Optional.empty();
    }

    /** Destroys the keys of all periods that are past their time, and ends what a stopped process began. */
    synchronized void erase(Instant now) throws IOException {
        for (Path file : files()) {
            String name = file.getFileName().toString();
            var parts = NAME.matcher(name);
            if (parts.matches() && isPast(end(parts), now)) {
                seals.remove(name.substring(0, name.length() - KEY.length()));
                // Renamed first: a key that is half overwritten must never be taken for one.
                new DurableFile(file).rename(folder.resolve(name + ERASING)).erase();
            } else if (!parts.matches()) {
                new DurableFile(file).erase();
            }
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static Instant end(Matcher name) {
        return Instant.ofEpochSecond(Long.parseLong(name.group(1)) + Long.parseLong(name.group(2)));
    }
}
