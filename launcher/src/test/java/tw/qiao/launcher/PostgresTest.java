package tw.qiao.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void keepsWhatWasCommittedWhenItIsKilled() throws Exception {
        int port = freePort();
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

    private static void execute(Postgres postgres, String... statements) throws SQLException {
        try (var connection = postgres.connect("postgres")) {
            for (String statement : statements) {
                connection.createStatement().execute(statement);
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
