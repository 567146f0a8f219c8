package tw.qiao.platform.warehouse;

import java.nio.file.Files;
import java.nio.file.Path;

/** The first rows that an import set aside, each with what is wrong with it. */
final class SetAside {
    private SetAside() {}

    /** Reads the list of {@code done}; nothing when there is none. */
    static Preview of(FileImport done, WarehouseProperties properties) {
        Path file = file(done, properties);
        return done.quarantine().isEmpty() || !Files.exists(file) ? new Preview(java.util.List.of()) : Preview.of(file);
    }

    /** The file with the list, which lies with the warehouse. */
    static Path file(FileImport done, WarehouseProperties properties) {
        return properties.quarantine().resolve(Path.of(done.quarantine()).getFileName());
    }
}
