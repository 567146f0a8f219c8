package tw.qiao.analytics.tables;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import tw.qiao.kernel.Problem;

/**
 * Releases (發布): named sets of tables with one snapshot of each, in the database of the catalogue. A release is made in
 * one transaction, so that readers see many tables change at once or not at all, and never changes afterwards. What a
 * release names does not expire.
 */
public final class Releases {
    private static final String TABLES = """
            create table if not exists releases (
              number bigint generated always as identity primary key,
              name text not null unique,
              made timestamptz not null);
            create table if not exists release_tables (
              release bigint not null references releases,
              table_name text not null,
              snapshot bigint not null,
              primary key (release, table_name));
            create index if not exists release_tables_by_table on release_tables (table_name)
            """;

    /** Whoever makes a release or lets snapshots expire holds this lock of the database until it is done. */
    private static final long LOCK = 0x7169616f_0001L;

    private static final int LONGEST_NAME = 100;

    private final String url;
    private final String user;
    private final String password;

    private Releases(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /**
     * A release.
     *
     * @param snapshots by table
     */
    public record Release(long number, String name, Instant made, Map<String, Long> snapshots) {}

    static Releases open(String url, String user, String password) {
        var releases = new Releases(url, user, password);
        releases.locked(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.execute(TABLES);
            }
        });
        return releases;
    }

    /** Makes a release of the snapshots that {@code current} gives while none can expire. */
    Release make(String name, Supplier<Map<String, Long>> current, Clock clock) {
        boolean isNumber = name.chars().allMatch(Character::isDigit);
        if (isNumber || name.isBlank() || name.length() > LONGEST_NAME || !name.equals(name.strip())) {
            throw Problem.invalid(
                    "release_name",
                    "A release has a name of up to " + LONGEST_NAME + " characters, which is not a number alone");
        }
        return locked(connection -> {
            if (!read(connection, "where name = ?", name).isEmpty()) {
                throw Problem.conflict(
                        "release_exists", "There is a release " + name + " already, and releases do not change");
            }
            Map<String, Long> snapshots = new TreeMap<>(current.get());
            if (snapshots.isEmpty()) {
                throw Problem.invalid("release_empty", "No table has rows that could be released");
            }
            insert(connection, name, clock.instant(), snapshots);
            return read(connection, "where name = ?", name).getFirst();
        });
    }

    private static void insert(Connection connection, String name, Instant made, Map<String, Long> snapshots)
            throws SQLException {
        try (PreparedStatement release =
                        connection.prepareStatement("insert into releases (name, made) values (?, ?)");
                PreparedStatement table = connection.prepareStatement(
                        "insert into release_tables" + " select number, ?, ? from releases where name = ?")) {
            release.setString(1, name);
            release.setObject(2, OffsetDateTime.ofInstant(made, ZoneOffset.UTC));
            release.executeUpdate();
            for (var entry : snapshots.entrySet()) {
                table.setString(1, entry.getKey());
                table.setLong(2, entry.getValue());
                table.setString(3, name);
                table.addBatch();
            }
            table.executeBatch();
        }
    }

    /** The release of that name or number; a problem {@code release_unknown} when there is none. */
    public Release named(String name) {
        return work(connection -> read(connection, "where name = ? or number::text = ?", name, name)).stream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound("release_unknown", "There is no release " + name));
    }

    /** All releases, newest first. */
    public List<Release> all() {
        return work(connection -> read(connection, ""));
    }

    /** Runs {@code work} with the snapshots of {@code table} that releases name, while no release can be made. */
    int holding(String table, ToIntFunction<Set<Long>> work) {
        return locked(connection -> {
            var held = new TreeSet<Long>();
            try (PreparedStatement statement =
                    connection.prepareStatement("select snapshot from release_tables where table_name = ?")) {
                statement.setString(1, table);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        held.add(rows.getLong(1));
                    }
                }
            }
            return work.applyAsInt(held);
        });
    }

    private static List<Release> read(Connection connection, String condition, String... parameters)
            throws SQLException {
        var found = new LinkedHashMap<Long, Release>();
        try (PreparedStatement statement = connection.prepareStatement("select number, name, made, table_name, snapshot"
                + " from releases join release_tables on release = number " + condition
                + " order by number desc, table_name")) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long number = rows.getLong(1);
                    String name = rows.getString(2);
                    Instant made = rows.getObject(3, OffsetDateTime.class).toInstant();
                    found.computeIfAbsent(number, _ -> new Release(number, name, made, new TreeMap<>()))
                            .snapshots()
                            .put(rows.getString(4), rows.getLong(5));
                }
            }
        }
        return new ArrayList<>(found.values());
    }

    /** What is done with the database. */
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T locked(Work<T> work) {
        return work(connection -> {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            }
            T done = work.with(connection);
            connection.commit();
            return done;
        });
    }

    /** A connection that is closed without a commit has changed nothing. */
    private <T> T work(Work<T> work) {
        try (Connection connection = DriverManager.getConnection(url, user, password)) {
            return work.with(connection);
        } catch (SQLException e) {
            throw Problem.unavailable("release_database", "The database of the catalogue cannot be reached", e);
        }
    }
}
