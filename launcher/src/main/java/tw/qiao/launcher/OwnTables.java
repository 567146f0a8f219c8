package tw.qiao.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.feeds.Feeds;

/** What tables mean: those of the dictionary, and those that people described in feeds of their own. */
final class OwnTables {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final Path folder;

    /** @param folder where the own feeds are kept, each under its table's name */
    OwnTables(Path folder) {
        this.folder = folder;
    }

    /** Keeps the feed in {@code file} unless there is one of that name, which may be somebody's own. */
    void provide(Path file, TableDescription table) {
        if (kept(table.name()).isEmpty()) {
            keep(file, table);
        }
    }

    /** Keeps the feed in {@code file}, which describes its table, for those who ask and check later. */
    void keep(Path file, TableDescription table) {
        if (Dictionary.describes(table.name())) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path draft =
                    folder.resolve(table.name() + "." + ProcessHandle.current().pid() + ".new");
            Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING);
            // whoever serves meanwhile must not read half of what is said about persons
            Files.move(draft, folder.resolve(table.name() + ".yaml"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Changes with each feed that is kept. */
    List<String> state() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.newDirectoryStream(folder, "*.yaml")) {
            var state = new ArrayList<String>();
            for (Path file : files) {
                state.add(file.getFileName() + " " + Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
            Collections.sort(state);
            return state;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What {@code table} means, if anybody said so. */
    Optional<TableDescription> description(String table) {
        if (Dictionary.describes(table)) {
            return Optional.of(Dictionary.table(table));
        }
        return kept(table).map(Feed::table);
    }

    /** The feed that fills {@code table}: one of those that are shipped, or somebody's own. */
    Optional<Feed> feed(String table) {
        return Feeds.NAMES.stream()
                .map(Feeds::named)
                .filter(feed -> feed.table().name().equals(table))
                .findFirst()
                .or(() -> kept(table));
    }

    private Optional<Feed> kept(String table) {
        Path kept = folder.resolve(table + ".yaml");
        return NAME.matcher(table).matches() && Files.exists(kept) ? Optional.of(Feeds.in(kept)) : Optional.empty();
    }
}
