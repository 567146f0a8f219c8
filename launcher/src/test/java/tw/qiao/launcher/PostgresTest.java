package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tw.qiao.kernel.FreePort;

class PostgresTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void keepsWhatWasCommittedWhenItIsKilled() throws Exception {
        int port = FreePort.find();
        try (var postgres = Postgres.start(folder, port, "secret", folder.resolve("log"))) {
            execute(postgres, "create table note (text text)", "insert into note values ('kept')");
            postgres.process().kill();
        }

        try (var postgres = Postgres.start(folder, port, "secret", folder.resolve("log"));
                var connection = postgres.connect("postgres");
                var rows = connection.createStatement().executeQuery("select text from note")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("kept");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url("postgres"), "qiao", "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void startsAgainAlthoughABackendOutlivesTheKilledServerForAMoment() throws Exception {
        try (var postgres = Postgres.start(folder, FreePort.find(), "secret", folder.resolve("log"))) {
            execute(postgres, "create table note (text text)", "insert into note values ('kept')");
            Thread busy = Thread.ofVirtual().start(() -> compute(postgres));
            awaitComputation(postgres);

            postgres.process().kill();
            postgres.restart(folder.resolve("log"));

            busy.join();
            try (var connection = postgres.connect("postgres");
                    var rows = connection.createStatement().executeQuery("select text from note")) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    /** Keeps a backend too busy to notice at once that its server is gone. */
    private static void compute(Postgres postgres) {
        try {
            execute(postgres, "select /* busy */ sum(sqrt(n)) from generate_series(1, 1500000) as n");
        } catch (SQLException broken) {
            assertThat(String.valueOf(broken.getMessage())).isNotEmpty();
        }
    }

    private static void awaitComputation(Postgres postgres) throws SQLException, InterruptedException {
        boolean started = false;
        while (!started) {
            Thread.sleep(10);
            try (var connection = postgres.connect("postgres");
                    var rows = connection.createStatement().executeQuery("""
                            select count(*) from pg_stat_activity
                            where query like '%/* busy */%' and state = 'active' and pid <> pg_backend_pid()
                            """)) {
                started = rows.next() && rows.getInt(1) > 0;
            }
        }
    }

    private static void execute(Postgres postgres, String... statements) throws SQLException {
        try (var connection = postgres.connect("postgres")) {
            for (String statement : statements) {
                connection.createStatement().execute(statement);
            }
        }
    }
}
