package tw.qiao.analytics.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    private static final Path PSQL = Path.of("/usr/bin/psql");

    @TempDir
    private static Path folder;

    private static BirthsEndpoint endpoint;

    @BeforeAll
    static void open() {
        endpoint = new BirthsEndpoint(folder);
    }

    @AfterAll
    static void close() {
        endpoint.close();
    }

    @Test
    void takesAParameterWithoutAValueForNull() throws SQLException {
        try (Connection connection = endpoint.connect("right");
                var statement = connection.prepareStatement(
                        "select count(*) from births where cast(? as varchar) is null or village = ?")) {
            statement.setNull(1, Types.VARCHAR);
            statement.setString(2, "nowhere");
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isPositive();
            }
            statement.setString(1, "something");
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isZero();
            }
        }
    }

    @Test
    void comparesWithTheElementsOfArrays() throws SQLException {
        try (Connection connection = endpoint.connect("right")) {
            assertThat(counted(connection, "births = any(?)", "int4", 2, 3, 99)).isEqualTo(2);
            assertThat(counted(connection, "births <> all(?)", "int8", 2L, 3L)).isEqualTo(1);
            assertThat(counted(connection, "village = any(?)", "text", "介壽村", "a \"b\", c\\"))
                    .isEqualTo(2);
            assertThat(counted(connection, "month = any(?::date[])", "date", Date.valueOf("2024-01-01")))
                    .isPositive();
            assertThat(counted(connection, "births = any(?)", "int4")).isZero();
            assertThat(counted(connection, "births <> all(?)", "int4")).isEqualTo(4);
            try (var statement = connection.prepareStatement(
                    "select count(*) from births where $1::varchar is null or births = any($1)".replace("$1", "?"))) {
                statement.setString(1, "{2}");
                statement.setArray(2, connection.createArrayOf("int4", new Object[] {2}));
                assertThat(count(statement)).isOne();
            }
            try (var statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("select count(*) from births where births = any(array[2, 5])")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(2);
            }
        }
    }

    /** How many rows there are, asked more often than the driver waits before it turns to binary. */
    private static long counted(Connection connection, String condition, String type, Object... elements)
            throws SQLException {
        long count = 0;
        try (var statement = connection.prepareStatement("select count(*) from births where " + condition)) {
            for (int i = 0; i < 7; i++) {
                statement.setArray(1, connection.createArrayOf(type, elements));
                count = count(statement);
            }
        }
        return count;
    }

    private static long count(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    @Test
    void answersTheJdbcDriverTypeByType() throws SQLException {
        try (Connection connection = endpoint.connect("right");
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select village, month, births, amount, births > 2 as many, sum(births) over () as all_births,"
                                + " 0.5::double as half from births order by births nulls last")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("village")).isEqualTo("仁愛村");
            assertThat(rows.getDate("month")).isEqualTo(Date.valueOf("2024-01-01"));
            assertThat(rows.getLong("births")).isEqualTo(2);
            assertThat(rows.getBigDecimal("amount")).isEqualByComparingTo("10.50");
            assertThat(rows.getBoolean("many")).isFalse();
            assertThat(rows.getInt("all_births")).isEqualTo(10);
            assertThat(rows.getDouble("half")).isEqualTo(0.5);
            for (int i = 1; i < 4; i++) {
                assertThat(rows.next()).isTrue();
            }
            assertThat(rows.getObject("births")).isNull();
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void answersPreparedStatementsAlsoWhenTheDriverTurnsToBinary() throws SQLException {
        try (Connection connection = endpoint.connect("right");
                var statement = connection.prepareStatement(
                        "select village, month, births, amount, births > 2 as many from births"
                                + " where births >= ?::int and village = ?")) {
            for (int i = 0; i < 8; i++) {
                statement.setInt(1, 3);
                statement.setString(2, "介壽村");
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString(1)).isEqualTo("介壽村");
                    assertThat(rows.getDate(2)).isEqualTo(Date.valueOf("2024-01-01"));
                    assertThat(rows.getLong(3)).isEqualTo(5);
                    assertThat(rows.getBigDecimal(4)).isEqualByComparingTo("7.25");
                    assertThat(rows.getBoolean(5)).isTrue();
                    assertThat(rows.next()).isFalse();
                }
            }
        }
    }

    @Test
    void saysWhatIsWrongWithTheStateThatPostgreSqlHasForIt() throws SQLException {
        try (Connection connection = endpoint.connect("right")) {
            endpoint.refuses(connection, "selec 1", "42601");
            endpoint.refuses(connection, "select * from nosuch", "42P01");
            endpoint.refuses(connection, "select nosuch from births", "42703");
            endpoint.refuses(connection, "select getenv('HOME')", "42883");
            endpoint.refuses(connection, "select * from read_text('/etc/passwd')", "42883");
            endpoint.refuses(connection, "delete from births", "25006");
            endpoint.refuses(
                    connection, "with recursive r as (select 1 union all select 1 from r) select * from r", "0A000");
            try (var statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select 1")) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    @Test
    void givesNothingAndANoticeInThePlaceOfASmallCount() throws SQLException {
        try (Connection connection = endpoint.connect("right");
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select village, count(*) as people from births group by rollup(village)")) {
            while (rows.next()) {
                if (rows.getString(1) != null) {
                    assertThat(rows.getObject(2)).isNull();
                }
            }
            assertThat(statement.getWarnings().getMessage()).contains("not told");
        }
    }

    @Test
    void tellsTheDriverWhichTablesAndColumnsThereAre() throws SQLException {
        try (Connection connection = endpoint.connect("right")) {
            var columns = new ArrayList<String>();
            try (ResultSet rows = connection.getMetaData().getTables(null, null, "%", null)) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("TABLE_NAME")).isEqualTo("births");
                assertThat(rows.next()).isFalse();
            }
            try (ResultSet rows = connection.getMetaData().getColumns(null, null, "births", "%")) {
                while (rows.next()) {
                    columns.add(rows.getString("COLUMN_NAME") + " " + rows.getString("TYPE_NAME"));
                }
            }
            assertThat(columns).containsExactly("village text", "month date", "births int8", "amount numeric");
            assertThat(connection.getMetaData().getDatabaseProductVersion()).startsWith("16");
        }
    }

    @Test
    void letsNobodyInWithoutTheRightToken() {
        assertThatThrownBy(() -> endpoint.connect("wrong").close())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void cancelsAStatementThatSomebodyWaitsFor() throws Exception {
        try (Connection connection = endpoint.connect("right");
                var statement = connection.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            String many = "births " + String.join(", births ", List.of("abcdefghijklmnop".split("")));
            var waiting = threads.submit(
                    () -> statement.executeQuery("select count(*) from " + many + " where a.births + p.births > 0"));
            Thread.sleep(500);
            statement.cancel();

            assertThatThrownBy(waiting::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
        }
    }

    @Test
    void endsCancelledStatementsInTheEngineSoThatOthersAreAnsweredAtOnce() throws Exception {
        long pid = endpoint.workerPid();
        String many = "births " + String.join(", births ", List.of("abcdefghijklmnop".split("")));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) { // three times as many as the engine does at once
                try (Connection connection = endpoint.connect("right");
                        var statement = connection.createStatement()) {
                    var waiting = threads.submit(() ->
                            statement.executeQuery("select count(*) from " + many + " where a.births + p.births > 0"));
                    Thread.sleep(300);
                    statement.cancel();
                    assertThatThrownBy(waiting::get).hasMessageContaining("cancelled");
                }
            }
        }
        long started = System.nanoTime();
        try (Connection connection = endpoint.connect("right");
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from births")) {
            assertThat(rows.next()).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
        Thread.sleep(1_500); // longer than a worker that hangs is left alone
        assertThat(endpoint.workerPid()).isEqualTo(pid);
    }

    @Test
    void saysWhichPortIsTaken() {
        assertThatThrownBy(() -> Endpoint.start(_ -> Optional.empty(), endpoint.port()))
                .hasMessageContaining("Port " + endpoint.port() + " of this machine is used by another program");
    }

    @Test
    void survivesGarbage() throws Exception {
        for (byte[] garbage : List.of(
                new byte[] {0, 0, 0, 4},
                new byte[] {127, 1, 1, 1, 1},
                "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII))) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
                socket.getOutputStream().write(garbage);
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                // cut off, which is right
            }
        }
        endpoint.connect("right").close();
    }

    @Test
    void showsItsTablesToPsql() throws Exception {
        assumeTrue(Files.isExecutable(PSQL), "psql is not on this machine");

        assertThat(psql("\\dt")).contains("public | births | table | qiao");
        assertThat(psql("\\d births"))
                .contains("Table \"public.births\"")
                .contains("births  | bigint")
                .contains("not null");
        assertThat(psql("select village, sum(births) as n from births group by 1 order by 1 collate zh_tw"))
                .contains("仁愛村")
                .contains("(2 rows)");
        assertThat(psql("\\d+ births"))
                .contains("births  | bigint")
                .contains("amount  | numeric(12,2)")
                .contains("Description");
        assertThat(psql("\\dt+")).contains("permanent").contains("出生");
        assertThat(psql("\\dt bir*")).contains("public | births | table | qiao");
        assertThat(psql("\\l")).contains("warehouse | qiao");
        assertThat(psql("\\l+")).contains("warehouse | qiao").contains("pg_default");
        assertThat(psql("\\dn+")).contains("public | qiao");
        assertThat(psql("\\du")).contains("analyst").contains("Cannot login");
        assertThat(psql("\\set FETCH_COUNT 3\nselect village from births"))
                .contains("介壽村")
                .contains("(4 rows)");
        assertThat(psql("copy births to stdout")).contains("ERROR:  COPY is not offered");
        assertThat(psql("select * from read_text('/etc/passwd')"))
                .contains("ERROR:")
                .contains("line 1, column 15");
    }

    /** Those with a suffix are asked with other columns. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\dt vill*",
                "\\dv",
                "\\dv+",
                "\\di",
                "\\di+",
                "\\dm",
                "\\ds",
                "\\dE",
                "\\dP",
                "\\df",
                "\\df+",
                "\\da",
                "\\dT",
                "\\dT+",
                "\\dD",
                "\\dx",
                "\\ddp",
                "\\dC",
                "\\do",
                "\\dy",
                "\\dRp"
            })
    void showsPsqlNothingOfWhatItHasNot(String command) throws Exception {
        assumeTrue(Files.isExecutable(PSQL), "psql is not on this machine");

        assertThat(psql(command))
                .containsPattern("\\(0 rows\\)|Did not find any relation")
                .doesNotContain("births", "ERROR", "out of range");
    }

    @Test
    void tellsPsqlThatAFunctionOrViewIsNotThere() throws Exception {
        assumeTrue(Files.isExecutable(PSQL), "psql is not on this machine");

        assertThat(psql("\\sf nosuch")).contains("function \"nosuch\" does not exist");
        assertThat(psql("\\sv nosuch")).contains("relation \"nosuch\" does not exist");
        assertThat(psql("\\sv births")).contains("is not a view");
        assertThat(psql("\\d nosuch")).contains("Did not find any relation named \"nosuch\"");
        assertThat(psql("\\dp")).contains("births").contains("Access privileges");
        assertThat(psql("\\conninfo")).contains("connected to database \"warehouse\" as user \"analyst\"");
        assertThat(psql("\\encoding")).contains("UTF8");
    }

    private static String psql(String command) throws IOException {
        var builder = new ProcessBuilder(
                        "psql",
                        "-X",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(endpoint.port()),
                        "-U",
                        "analyst",
                        "-d",
                        "warehouse",
                        "-f",
                        "-")
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", "right");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(command + (command.startsWith("\\") && !command.startsWith("\\set") ? "\n" : ";\n"));
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
