package tw.qiao.bench.log;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** PostgreSQL that keeps the same entries in a table, each committed durably by its own transaction. */
final class Postgres implements AutoCloseable {
    private final EmbeddedPostgres server;

    Postgres() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("fsync", "on")
                .start();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table entry (number bigserial primary key, key text unique, content bytea)");
        }
    }

    Client client() throws SQLException {
        var connection = server.getPostgresDatabase().getConnection();
        return new Inserts(connection, connection.prepareStatement("insert into entry (key, content) values (?, ?)"));
    }

    private record Inserts(Connection connection, PreparedStatement insert) implements Client {
        @Override
        public void append(String key, byte[] entry) throws SQLException {
            insert.setString(1, key);
            insert.setBytes(2, entry);
            insert.executeUpdate();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
