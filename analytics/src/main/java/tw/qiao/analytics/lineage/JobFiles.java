package tw.qiao.analytics.lineage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;

/**
 * The events of what people keep and publish over the tables, kept queries and boards, a file each beside the tables.
 */
public final class JobFiles {
    private static final String NAME = "[a-z]{1,20}[.][0-9a-f-]{36}";
    private static final String ENDING = ".json";

    private final Path folder;

    private JobFiles(Path folder) {
        this.folder = folder;
    }

    /** Those of the warehouse whose tables lie in {@code tables}. */
    public static JobFiles beside(Path tables) {
        return new JobFiles(tables.resolveSibling("lineage-jobs"));
    }

    /** Keeps the event of {@code job}, in place of its former one. */
    public void keep(String job, JsonNode event) {
        try {
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "job", ".new");
            Files.write(draft, CanonicalJson.MAPPER.writeValueAsBytes(event));
            Files.move(draft, file(job), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Forgets a job that is no more. */
    public void forget(String job) {
        try {
            Files.deleteIfExists(file(job));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The events of those that read {@code table}, by name. */
    public List<JsonNode> reading(String table) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var inside = Files.list(folder)) {
            var events = new ArrayList<JsonNode>();
            for (Path file : inside.filter(one -> one.toString().endsWith(ENDING))
                    .sorted()
                    .toList()) {
                JsonNode event = read(file);
                if (event.path("inputs")
                        .valueStream()
                        .anyMatch(input -> input.path("name").asString().equals(table))) {
                    events.add(event);
                }
            }
            return events;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static JsonNode read(Path file) throws IOException {
        try {
            return CanonicalJson.MAPPER.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException forgotten) {
            return CanonicalJson.MAPPER.createObjectNode();
        }
    }

    private Path file(String job) {
        if (!job.matches(NAME)) {
            throw new IllegalArgumentException("A job is called by its kind and a UUID, not " + job);
        }
        return folder.resolve(job + ENDING);
    }
}
