package tw.qiao.analytics.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are longer than a message, portions of them, and statements that belong together. */
class LongAnswersTest {
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

    /** Nine tables of four rows each, of which the first thousand fit the first page and half a million a message. */
    private static final String LONG = "select a.village, b.village, c.village from births a, births b, births c,"
            + " births d, births e, births f, births g, births h, births i";

    @Test
    void givesAllRowsOfALongAnswer() throws SQLException {
        try (Connection connection = endpoint.connect("right");
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LONG)) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            assertThat(count).isEqualTo(262_144);
        }
    }

    @Test
    void givesALongAnswerInPortionsAndByCursorsToo() throws SQLException {
        try (Connection connection = endpoint.connect("right")) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.setFetchSize(700);
                try (ResultSet rows = statement.executeQuery(LONG + " order by a.village limit 5000")) {
                    String before = "";
                    int count = 0;
                    while (rows.next()) {
                        assertThat(rows.getString(1)).isGreaterThanOrEqualTo(before);
                        before = rows.getString(1);
                        count++;
                    }
                    assertThat(count).isEqualTo(5_000);
                }
                statement.execute("declare many cursor for " + LONG + " limit 2500");
                for (int left : List.of(2_000, 500, 0)) {
                    try (ResultSet rows = statement.executeQuery("fetch forward 2000 from many")) {
                        int count = 0;
                        while (rows.next()) {
                            count++;
                        }
                        assertThat(count).isEqualTo(left);
                    }
                }
            }
        }
    }

    @Test
    void givesNoMoreThanTheFirstRowsToWhoWantsNoMore() throws SQLException {
        try (Connection connection = endpoint.connect("right");
                var statement = connection.createStatement()) {
            statement.setMaxRows(5);
            try (ResultSet rows = statement.executeQuery(LONG)) {
                for (int i = 0; i < 5; i++) {
                    assertThat(rows.next()).isTrue();
                }
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void handsOutRowsInPortionsWithinATransaction() throws SQLException {
        try (Connection connection = endpoint.connect("right")) {
            connection.setAutoCommit(false);
            try (var statement = connection.prepareStatement("select village from births")) {
                statement.setFetchSize(1);
                int count = 0;
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        count++;
                    }
                }
                assertThat(count).isEqualTo(4);
            }
            connection.commit();
        }
    }

    @Test
    void fetchesFromACursorThatTheStatementsNameAndForgetsItWithItsTransaction() throws SQLException {
        try (Connection connection = endpoint.connect("right");
                var statement = connection.createStatement()) {
            statement.execute("begin");
            statement.execute("declare \"some\" no scroll cursor for select village from births");
            for (int left : List.of(3, 1, 0)) {
                try (ResultSet rows = statement.executeQuery("fetch forward 3 from \"some\"")) {
                    for (int i = 0; i < left; i++) {
                        assertThat(rows.next()).isTrue();
                    }
                    assertThat(rows.next()).isFalse();
                }
            }
            statement.execute("commit");
            endpoint.refuses(connection, "fetch 1 from \"some\"", "26000");
        }
    }

    @Test
    void goesOnAfterAMistakeBehindASavepoint() throws SQLException {
        try (Connection connection = endpoint.connect("right");
                var statement = connection.createStatement()) {
            statement.execute("begin");
            statement.execute("savepoint one");
            endpoint.refuses(connection, "select nosuch from births", "42703");
            statement.execute("rollback to one");
            statement.execute("declare few cursor for select village from births");
            statement.execute("release one");
            try (ResultSet rows = statement.executeQuery("fetch 1 from few")) {
                assertThat(rows.next()).isTrue();
            }
            statement.execute("commit");
        }
    }

    @Test
    void answersStatementsThatComeTogetherOneAfterTheOther() throws SQLException {
        String together = "begin; declare few cursor for select village from births;fetch 3 in few; commit";
        try (Connection connection = endpoint.connect("right", "?preferQueryMode=simple");
                var statement = connection.createStatement()) {
            statement.execute(together);
            int rows = 0;
            while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                try (ResultSet result = statement.getResultSet()) {
                    while (result != null && result.next()) {
                        rows++;
                    }
                }
            }
            assertThat(rows).isEqualTo(3);
            endpoint.refuses(connection, "select 1; delete from births; select 2", "25006");
        }
    }
}
