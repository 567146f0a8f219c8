package tw.qiao.analytics.feeds;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.drift.Verdict;
import tw.qiao.kernel.CanonicalJson;

/** How imports by commands ended, a small file each beside the tables, for those who watch the warehouse. */
public final class EndedImports {
    /** Older ones are forgotten. */
    private static final int MOST = 200;

    private static final String ENDING = ".json";

    private final Path folder;

    private EndedImports(Path folder) {
        this.folder = folder;
    }

    /** Those of the warehouse whose tables lie in {@code tables}. */
    public static EndedImports beside(Path tables) {
        return new EndedImports(tables.resolveSibling("ended-imports"));
    }

    /**
     * An import that ended.
     *
     * @param code of the problem for which nothing, or not all, was imported; empty when it was
     * @param drifted whether files differed from those before them more than the table lets pass, accepted or not
     */
    public record Ended(UUID id, String feed, String code, boolean drifted, Instant at) {
        /** What {@code report} says of an import of {@code feed}. */
        public static Ended of(UUID id, String feed, ImportReport report, Instant at) {
            boolean held = !report.held().isEmpty();
            boolean drifted = report.drift().stream().anyMatch(finding -> finding.verdict() != Verdict.ACCEPT);
            return new Ended(id, feed, held ? "import_held" : "", held || drifted, at);
        }
    }

    /** Notes one. */
    public void keep(Ended one) {
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "ended", ".new");
            Files.write(draft, CanonicalJson.MAPPER.writeValueAsBytes(one));
            Path file = folder.resolve("%015d-%s%s".formatted(one.at().toEpochMilli(), one.id(), ENDING));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            List<Path> files = files();
            for (Path old : files.subList(Math.min(MOST, files.size()), files.size())) {
                Files.deleteIfExists(old);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Those of {@code feed}, the newest first; of all feeds when it is empty. */
    public List<Ended> of(String feed) {
        try {
            var ended = new ArrayList<Ended>();
            for (Path file : files()) {
                Ended one = read(file);
                if (one != null && (feed.isEmpty() || one.feed().equals(feed))) {
                    ended.add(one);
                }
            }
            return ended;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static @Nullable Ended read(Path file) throws IOException {
        try {
            return CanonicalJson.MAPPER.readValue(Files.readAllBytes(file), Ended.class);
        } catch (NoSuchFileException forgotten) {
            return null;
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var inside = Files.list(folder)) {
            return inside.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }
}
