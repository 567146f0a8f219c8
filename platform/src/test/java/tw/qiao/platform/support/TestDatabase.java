package tw.qiao.platform.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** One real PostgreSQL for all tests of a run; each started platform gets a database of its own in it. */
public final class TestDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private TestDatabase() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException("The embedded PostgreSQL does not start", failure);
        }
    }

    /** The JDBC address of a new, empty database; its user is {@code postgres}, without a password. */
    public static String create() {
        return createFrom("template1");
    }

    /** The JDBC address of a new database with what is in the one at {@code jdbcUrl}, which nobody uses now. */
    public static String copy(String jdbcUrl) {
        return createFrom(jdbcUrl.replaceAll(".*/|\\?.*", ""));
    }

    private static String createFrom(String template) {
        String name = "qiao_" + COUNT.incrementAndGet();
        try (var connection = SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + template);
        } catch (SQLException failure) {
            throw new IllegalStateException("No new database", failure);
        }
        return SERVER.getJdbcUrl("postgres", name);
    }
}
