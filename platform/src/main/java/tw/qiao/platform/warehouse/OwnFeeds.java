package tw.qiao.platform.warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.analytics.proposals.FeedDraft;
import tw.qiao.kernel.Problem;

/**
 * The feeds that people made of their own files, each under its table's name. They lie with the warehouse, where its
 * commands find and keep theirs too.
 */
@Component
class OwnFeeds {
    private static final Logger LOG = LoggerFactory.getLogger(OwnFeeds.class);
    private static final String ENDING = ".yaml";
    private static final String NAME = "[a-z][a-z0-9_]{0,62}";

    private final Path folder;
    private final JdbcClient database;
    private final Clock clock;
    private final Map<Version, Optional<Feed>> read = new ConcurrentHashMap<>();

    private record Version(Path file, FileTime written) {}

    OwnFeeds(WarehouseProperties properties, JdbcClient database, Clock clock) {
        this.folder =
                Path.of(properties.folder(), "dictionary").toAbsolutePath().normalize();
        this.database = database;
        this.clock = clock;
    }

    /** All of them, by name; a file that is no feed any more is passed over. */
    List<Feed> all() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var found = new ArrayList<Feed>();
        try (var files = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path file : files) {
                feed(file).ifPresent(found::add);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        found.sort(Comparator.comparing(Feed::name));
        return found;
    }

    private Optional<Feed> feed(Path file) throws IOException {
        var version = new Version(file, Files.getLastModifiedTime(file));
        Optional<Feed> known = read.computeIfAbsent(version, now -> read(now.file()));
        read.keySet().removeIf(old -> old.file().equals(file) && !old.equals(version));
        return known;
    }

    private static Optional<Feed> read(Path file) {
        try {
            return Optional.of(Feeds.in(file));
        } catch (Problem broken) {
            LOG.warn("The feed {} cannot be read: {}", file, broken.getMessage());
            return Optional.empty();
        }
    }

    /** Whether there is a feed for the table {@code name}. */
    boolean describes(String name) {
        return name.matches(NAME) && Files.exists(file(name));
    }

    /** Where the feed of the table {@code name} lies. */
    Path file(String name) {
        return folder.resolve(name + ENDING);
    }

    /** The feed of the table {@code name}. */
    Optional<Feed> find(String name) {
        try {
            return describes(name) ? feed(file(name)) : Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether {@code account} made the feed of the table {@code name}. */
    boolean isOf(String name, UUID account) {
        return database.sql("select count(*) from warehouse.own_feed where name = :name and account = :account")
                        .param("name", name)
                        .param("account", account)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Keeps the feed that {@code draft} declares, and whose it is. */
    void keep(FeedDraft draft, UUID account) {
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, draft.table(), ".new");
            Files.writeString(fresh, draft.yaml());
            Files.move(fresh, file(draft.table()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        database.sql("""
                insert into warehouse.own_feed (name, account, saved) values (:name, :account, :now)
                on conflict (name) do update set saved = excluded.saved
                """)
                .param("name", draft.table())
                .param("account", account)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
