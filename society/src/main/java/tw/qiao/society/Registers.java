package tw.qiao.society;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Fills the registers of the agencies (schemas {@code household}, {@code land}, {@code construction}, {@code welfare}
 * and {@code labour} of one PostgreSQL database) with a society by COPY. A marker row says which society is there; a
 * load that was cut off leaves it marked as not whole and is done again from the start.
 */
public final class Registers {
    /** Counts up when generated rows change, so that older registers are filled anew. */
    private static final int EDITION = 1;

    /** The edition of registers that are being filled. */
    private static final int NOT_WHOLE = 0;

    private static final int THREADS = 2;
    private static final String MARKER = """
            create table if not exists public.society_marker (
                seed bigint not null, size int not null, edition int not null,
                loaded_at timestamptz not null default now())""";

    private static final String FOUND =
            "select seed, size, edition from public.society_marker order by loaded_at desc limit 1";

    private Registers() {}

    /** Which society registers hold: its seed and its number of living people. */
    public record Held(long seed, int size) {}

    /** What {@link #load} did. */
    public enum Outcome {
        /** The same society was there already; nothing was touched. */
        FOUND,
        /** The registers were filled; views over them must be declared again. */
        LOADED
    }

    /** Makes sure that the registers hold exactly this society. Takes one connection for each table while it loads. */
    public static Outcome load(DataSource database, Society society, ProgressListener listener) {
        try {
            if (holds(database, society)) {
                return Outcome.FOUND;
            }
            prepare(database);
            copy(database, society, EnumSet.allOf(Table.class), listener);
            finish(database, listener);
            mark(database, society);
            return Outcome.LOADED;
        } catch (SQLException failure) {
            throw new IllegalStateException("The registers could not be loaded: " + failure.getMessage(), failure);
        }
    }

    /**
     * Fills the tables alone, without keys and indexes, and marks nothing as whole: for measuring. What was there is
     * gone.
     */
    public static void fill(DataSource database, Society society, Set<Table> tables) {
        try {
            prepare(database);
            copy(database, society, tables, ProgressListener.silent());
        } catch (SQLException failure) {
            throw new IllegalStateException("The registers could not be filled: " + failure.getMessage(), failure);
        }
    }

    /** The society that the registers held last, whole or not; empty when they were never filled. */
    public static Optional<Held> held(DataSource database) {
        try {
            return marker(database).map(marker -> new Held(marker.seed(), marker.size()));
        } catch (SQLException failure) {
            throw new IllegalStateException("The registers could not be read: " + failure.getMessage(), failure);
        }
    }

    private static boolean holds(DataSource database, Society society) throws SQLException {
        return marker(database)
                .filter(new Marker(society.seed(), society.size(), EDITION)::equals)
                .isPresent();
    }

    private record Marker(long seed, int size, int edition) {}

    private static Optional<Marker> marker(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(MARKER);
            try (var found = statement.executeQuery(FOUND)) {
                return found.next()
                        ? Optional.of(new Marker(found.getLong(1), found.getInt(2), found.getInt(3)))
                        : Optional.empty();
            }
        }
    }

    private static void prepare(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(MARKER);
            statement.execute("update public.society_marker set edition = " + NOT_WHOLE);
            for (Table table : Table.values()) {
                statement.execute("create schema if not exists " + table.schema());
                statement.execute("drop table if exists " + table.qualifiedName() + " cascade");
            }
        }
    }

    private static void copy(DataSource database, Society society, Set<Table> tables, ProgressListener listener)
            throws SQLException {
        try (var copies = new Copies(database, tables)) {
            long total = society.people();
            society.write(tables, THREADS, new RowSink() {
                @Override
                public void accept(Table table, byte[] bytes, int length) {
                    copies.write(table, bytes, length);
                }

                @Override
                public void passed(long people) {
                    listener.progressed("society", people, total);
                }
            });
            copies.commit();
        }
    }

    private static void finish(DataSource database, ProgressListener listener) throws SQLException {
        var statements = new ConcurrentLinkedQueue<String>();
        var done = new AtomicInteger();
        for (Table table : Table.values()) {
            statements.addAll(List.of(String.join(";", table.finish())));
        }
        int total = statements.size();
        try (var workers = Executors.newFixedThreadPool(THREADS)) {
            var running = new ArrayList<Future<?>>();
            for (int worker = 0; worker < THREADS; worker++) {
                running.add(workers.submit(() -> {
                    for (String next = statements.poll(); next != null; next = statements.poll()) {
                        execute(database, next);
                        listener.progressed("indexes", done.incrementAndGet(), total);
                    }
                    return null;
                }));
            }
            running.forEach(Society::join);
        }
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void mark(DataSource database, Society society) throws SQLException {
        execute(
                database,
                "delete from public.society_marker;insert into public.society_marker (seed, size, edition) values (%d, %d, %d)"
                        .formatted(society.seed(), society.size(), EDITION));
    }

    /** One COPY for each table, all at once, each on its own connection and in its own transaction. */
    private static final class Copies implements AutoCloseable {
        private final EnumMap<Table, Connection> connections = new EnumMap<>(Table.class);
        private final EnumMap<Table, CopyIn> copies = new EnumMap<>(Table.class);

        Copies(DataSource database, Set<Table> tables) throws SQLException {
            for (Table table : tables) {
                Connection connection = database.getConnection();
                connections.put(table, connection);
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.execute(table.create());
                }
                var manager = connection.unwrap(PGConnection.class).getCopyAPI();
                copies.put(table, manager.copyIn("copy " + table.qualifiedName() + " from stdin (freeze)"));
            }
        }

        void write(Table table, byte[] bytes, int length) {
            try {
                Objects.requireNonNull(copies.get(table)).writeToCopy(bytes, 0, length);
            } catch (SQLException failure) {
                throw new IllegalStateException("COPY into " + table.qualifiedName() + " failed", failure);
            }
        }

        void commit() throws SQLException {
            for (Table table : copies.keySet()) {
                Objects.requireNonNull(copies.get(table)).endCopy();
                Objects.requireNonNull(connections.get(table)).commit();
            }
        }

        @Override
        public void close() throws SQLException {
            for (CopyIn copy : copies.values()) {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
            for (Connection connection : connections.values()) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
                connection.close();
            }
        }
    }
}
