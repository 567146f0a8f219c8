package tw.qiao.analytics.lineage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.kernel.CanonicalJson;

/** The events of imports, a file each, in a folder beside the tables. */
public final class LineageFiles {
    private final Path folder;

    private LineageFiles(Path folder) {
        this.folder = folder;
    }

    /** Those of a warehouse. */
    public static LineageFiles of(Warehouse warehouse) {
        return new LineageFiles(warehouse.folder().resolveSibling("lineage"));
    }

    /** Keeps the event of a run that changes {@code table}; it is there whole or not at all. */
    public void keep(String table, UUID run, JsonNode event) {
        Path file = file(table, run);
        Path written = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(folder.resolve(table));
            Files.write(written, CanonicalJson.MAPPER.writeValueAsBytes(event));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event of a run; empty where it was not kept. */
    public Optional<JsonNode> event(String table, UUID run) {
        Path file = file(table, run);
        try {
            return Files.exists(file)
                    ? Optional.of(CanonicalJson.MAPPER.readTree(Files.readAllBytes(file)))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String table, UUID run) {
        return folder.resolve(table).resolve(run + ".json");
    }
}
