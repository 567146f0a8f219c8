package tw.qiao.platform.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.disk.Folders;
import tw.qiao.platform.warehouse.FileImport.State;

/** Where the files of imports lie until nobody needs them. */
@Component
class ImportFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ImportFolder.class);

    /** A file lies there a moment before it is noted. */
    private static final Duration UNKNOWN = Duration.ofHours(1);

    private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private final FileImports imports;
    private final Clock clock;
    private final Path folder;

    ImportFolder(FileImports imports, Clock clock, @Value("${qiao.data:var}") Path data) {
        this.imports = imports;
        this.clock = clock;
        this.folder = data.resolve("warehouse-imports").toAbsolutePath();
    }

    /** Where the file of an import lies, under the name that it came with, because names say which batch it is. */
    Path file(UUID id, String name) {
        return folder.resolve(id.toString()).resolve(name);
    }

    /** A folder for what is gone when a task ends. */
    Path scratch(UUID id) throws IOException {
        return Files.createDirectories(folder.resolve(id.toString()).resolve("scratch"));
    }

    /** A start waits for no sweep, and fails by none. */
    @EventListener(ApplicationReadyEvent.class)
    void sweepBeside() {
        Thread.ofVirtual().name("sweep-imports").start(() -> {
            try {
                sweep();
            } catch (RuntimeException failure) {
                LOG.warn("The files of former imports could not be swept", failure);
            }
        });
    }

    /** Ends what a platform that was stopped left behind, and deletes the files that nobody needs. */
    void sweep() {
        imports.abandoned().forEach(this::abandon);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var inside = Files.list(folder)) {
            List<Path> left = inside.filter(one -> one.getFileName().toString().matches(UUID_FORM))
                    .toList();
            for (Path one : left) {
                if (!isNeeded(one)) {
                    Folders.delete(one);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private boolean isNeeded(Path one) throws IOException {
        Instant now = clock.instant();
        Optional<FileImport> known =
                imports.find(UUID.fromString(one.getFileName().toString()));
        return known.isPresent()
                ? known.get().needsFile(now)
                : Files.getLastModifiedTime(one).toInstant().plus(UNKNOWN).isAfter(now);
    }

    private void abandon(FileImport one) {
        switch (one.state()) {
            case CHECKING -> imports.checked(one.id(), OneTaskProcess.interrupted());
            case UNDOING -> imports.move(one.id(), State.UNDOING, State.DONE);
            default -> imports.ended(one, State.FAILED, OneTaskProcess.interrupted());
        }
    }

    /** Deletes what a task left behind. */
    void clean(UUID id) {
        try {
            Folders.delete(folder.resolve(id.toString()).resolve("scratch"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
