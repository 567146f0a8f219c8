package tw.qiao.analytics.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;

/** Removes what commits that never happened have left behind. */
final class OrphanSweep {
    private final Table table;
    private final Path folder;

    OrphanSweep(Table table, Path folder) {
        this.table = table;
        this.folder = folder;
    }

    /** Deletes the files older than {@code limit} that nothing refers to; says how many. */
    int sweep(Instant limit) {
        // first the files, then what is referred to: a commit in between must not lose its files
        List<Path> old = olderThan(limit);
        Set<Path> referred = referred();
        int swept = 0;
        for (Path file : old) {
            if (!referred.contains(file)) {
                delete(file);
                swept++;
            }
        }
        return swept;
    }

    private List<Path> olderThan(Instant limit) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> isOlder(file, limit))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOlder(Path file, Instant limit) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
        } catch (IOException e) {
            return false; // it went meanwhile
        }
    }

    /** Every file that the table's metadata names, itself included. */
    Set<Path> referred() {
        table.refresh();
        var locations = new HashSet<String>();
        TableMetadata metadata = ((HasTableOperations) table).operations().current();
        locations.add(metadata.metadataFileLocation());
        metadata.previousFiles().forEach(entry -> locations.add(entry.file()));
        var manifests = new HashSet<String>();
        for (Snapshot snapshot : metadata.snapshots()) {
            locations.add(snapshot.manifestListLocation());
            for (ManifestFile manifest : snapshot.allManifests(table.io())) {
                if (manifests.add(manifest.path())) {
                    locations.addAll(content(manifest));
                }
            }
        }
        locations.addAll(manifests);
        var paths = new HashSet<Path>();
        Path root = folder.resolveSibling("");
        locations.forEach(location -> paths.add(LocalFiles.path(location, root)));
        return paths;
    }

    private Set<String> content(ManifestFile manifest) {
        var locations = new HashSet<String>();
        if (manifest.content() == org.apache.iceberg.ManifestContent.DATA) {
            try (var paths = ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
                paths.forEach(locations::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else {
            try (var files = ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
                files.forEach(file -> locations.add(file.location()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return locations;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
