package tw.qiao.analytics.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.CountLayout;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.query.SmallWarehouse;

/** An endpoint over a small table of births, which an analyst may ask with the token {@code right}. */
final class BirthsEndpoint implements AutoCloseable {
    private static final List<Column> COLUMNS = List.of(
            Column.of("village", ColumnType.parse("text"), true),
            Column.of("month", ColumnType.parse("month"), true),
            Column.of("births", ColumnType.parse("integer"), false),
            Column.of("amount", ColumnType.parse("decimal(12,2)"), false));

    private static final TableDescription BIRTHS =
            new TableDescription("births", 1, "出生", "Births", "test", COLUMNS, List.of());

    private static final ScramSecret SECRET = ScramSecret.of("right");

    private final SmallWarehouse small;
    private final Endpoint endpoint;

    BirthsEndpoint(Path folder) {
        small = new SmallWarehouse(folder);
        endpoint = Endpoint.start(this::admit, 0);
    }

    private Optional<Door.Entry> admit(String user) {
        return user.equals("analyst") ? Optional.of(new Door.Entry(SECRET, new AnalystsDesk())) : Optional.empty();
    }

    private final class AnalystsDesk implements Desk {
        private final Egress egress = new Egress(
                new Policy(Clearance.PUBLIC, Map.of("births", new TableRule(BIRTHS, Optional.empty(), false))));

        @Override
        public Result answer(String statement, List<String> parameters) {
            var found = small.queries()
                    .run(new Query(statement, parameters, Map.of(), 1_000, 5), egress.catalogue(small.catalogue()));
            return found.columns().contains("people")
                    ? egress.counts(found, CountLayout.byArea(List.of("village"), "people"), Threshold.CUSTOMARY)
                    : egress.rows(found);
        }

        @Override
        public Stream<Result> whole(String statement, List<String> parameters) {
            var query = new Query(statement, parameters, Map.of(), 1_000, 5);
            return small.queries()
                    .all(query, egress.catalogue(small.catalogue()))
                    .map(egress::rows);
        }

        @Override
        public Map<String, TableDescription> tables() {
            return Map.of("births", BIRTHS);
        }
    }

    int port() {
        return endpoint.port();
    }

    long workerPid() {
        return small.workerPid();
    }

    Connection connect(String token) throws SQLException {
        return connect(token, "");
    }

    /** @param settings of the driver, such as {@code ?preferQueryMode=simple} */
    Connection connect(String token, String settings) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + endpoint.port() + "/warehouse" + settings, "analyst", token);
    }

    /** Makes sure that {@code statement} is refused with the SQL state {@code state}. */
    void refuses(Connection connection, String statement, String state) throws SQLException {
        try (var asked = connection.createStatement()) {
            assertThatThrownBy(() -> asked.executeQuery(statement).close())
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
        }
    }

    @Override
    public void close() {
        endpoint.close();
        small.close();
    }
}
