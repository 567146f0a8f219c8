package tw.qiao.node.service;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import tw.qiao.kernel.Problem;
import tw.qiao.node.message.Faults;

/**
 * The register of an agency: its PostgreSQL database, read-only. It need not be up when the node starts, and may come
 * back at any time.
 */
public final class Register implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int CONNECTIONS = 4;
    private static final String QUERY_CANCELED = "57014";

    private final HikariDataSource pool;

    private Register(HikariDataSource pool) {
        this.pool = pool;
    }

    /** The register at a JDBC address. Statements that take longer than {@code limit} are stopped. */
    public static Register at(String url, String user, String password, Duration limit) {
        var config = new HikariConfig();
        config.setPoolName("register");
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setValidationTimeout(PATIENCE.toMillis() / 2);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("prepareThreshold", "1");
        config.addDataSourceProperty("connectTimeout", PATIENCE.toSeconds());
        config.addDataSourceProperty("socketTimeout", limit.toSeconds() + 2);
        config.addDataSourceProperty("ApplicationName", "qiao-exchange-node");
        config.addDataSourceProperty(
                "options", "-c default_transaction_read_only=on -c statement_timeout=" + limit.toMillis());
        return new Register(new HikariDataSource(config));
    }

    /** Something that reads from the register. */
    interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    /** Reads, a second time when the connection turns out to be stale. */
    <T> T read(Reading<T> reading) {
        try {
            return attempt(reading);
        } catch (SQLException e) {
            if (!isConnectionLost(e)) {
                throw problem(e);
            }
        }
        try {
            return attempt(reading);
        } catch (SQLException e) {
            throw problem(e);
        }
    }

    private <T> T attempt(Reading<T> reading) throws SQLException {
        try (var connection = pool.getConnection()) {
            return reading.from(connection);
        }
    }

    private static boolean isConnectionLost(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }

    private static Problem problem(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.equals(QUERY_CANCELED)) {
            return Faults.unavailable("service_failed.timeout", "The register took too long to answer");
        }
        if (isConnectionLost(e) || state.startsWith("53") || e instanceof java.sql.SQLTransientException) {
            return Faults.unavailable("service_failed.database_error", "The register does not answer now");
        }
        return Faults.providerNode(
                "service_failed.internal_error", "The register refuses the query, with SQL state " + state);
    }

    @Override
    public void close() {
        pool.close();
    }
}
