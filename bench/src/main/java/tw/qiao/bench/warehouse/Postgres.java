package tw.qiao.bench.warehouse;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;

/** PostgreSQL with the same rows, primary keys and five indexes; it also holds the warehouse's catalogue. */
final class Postgres implements AutoCloseable {
    private static final List<String> INDEXES = List.of(
            "alter table part add primary key (p_partkey)",
            "alter table supplier add primary key (s_suppkey)",
            "alter table customer add primary key (c_custkey)",
            "alter table orders add primary key (o_orderkey)",
            "alter table partsupp add primary key (ps_partkey, ps_suppkey)",
            "alter table nation add primary key (n_nationkey)",
            "alter table region add primary key (r_regionkey)",
            "create index on lineitem (l_orderkey)",
            "create index on lineitem (l_partkey, l_suppkey)",
            "create index on lineitem (l_shipdate)",
            "create index on orders (o_custkey)",
            "create index on orders (o_orderdate)",
            "analyze");

    private final EmbeddedPostgres server;

    Postgres() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("shared_buffers", "1GB")
                .setServerConfig("work_mem", "256MB")
                .setServerConfig("max_parallel_workers_per_gather", "0") // so that one process has all the time
                .setServerConfig("jit", "off")
                .start();
    }

    /** The address of the database. */
    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** The address of a new database. */
    String fresh(String database) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + database);
        }
        return server.getJdbcUrl("postgres", database);
    }

    /** A connection whose process stays to be looked at. */
    Connection connection() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    void load(Connection connection, TpchFiles files) throws SQLException, IOException {
        try (var statement = connection.createStatement()) {
            for (TpchSchema table : TpchSchema.values()) {
                statement.execute("create table " + table.table() + " " + table.declaration());
                try (var in = Files.newInputStream(files.file(table))) {
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("copy " + table.table() + " from stdin (delimiter '|')", in);
                }
            }
            for (String index : INDEXES) {
                statement.execute(index);
            }
        }
    }

    static Rows rows(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            return Rows.of(result);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
