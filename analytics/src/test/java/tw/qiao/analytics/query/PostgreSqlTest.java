package tw.qiao.analytics.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.support.TestDatabase;

/** The same statements, asked of the warehouse and of a real PostgreSQL, have the same answers. */
class PostgreSqlTest {
    @TempDir
    private static Path folder;

    private static SmallWarehouse small;
    private static Connection postgres;

    @BeforeAll
    static void open() throws Exception {
        small = new SmallWarehouse(folder);
        postgres = DriverManager.getConnection(TestDatabase.create(), "postgres", "");
        try (var statement = postgres.createStatement()) {
            statement.execute("create table births (village text, month date, mother text, births bigint,"
                    + " amount numeric(12,2))");
            statement.execute("insert into births values ('仁愛村', '2024-01-01', '王小明', 2, 10.50),"
                    + " ('仁愛村', '2024-02-01', '李小華', 3, null), ('介壽村', '2024-01-01', '12', 5, 7.25),"
                    + " ('介壽村', '2024-02-01', null, null, 1.25)");
            statement.execute("create table villages (village text, county text)");
            statement.execute("insert into villages values ('仁愛村', '連江縣'), ('介壽村', '連江縣'), ('空村', '金門縣')");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        small.close();
        postgres.close();
    }

    @Test
    void answersThreeHundredStatementsAsPostgreSqlDoes() throws SQLException {
        var writer = new Writer(new Random(20_241_121));
        for (int i = 0; i < 300; i++) {
            String statement = writer.statement();
            assertThat(ours(statement)).as(statement).isEqualTo(theirs(statement));
        }
    }

    private static List<String> ours(String statement) {
        var rows = new ArrayList<String>();
        for (JsonNode row :
                small.queries().run(Query.of(statement), small.catalogue()).rows()) {
            var cells = new ArrayList<String>();
            row.forEach(
                    cell -> cells.add(cell.isNull() ? "-" : text(cell.isString() ? cell.asString() : cell.toString())));
            rows.add(String.join("|", cells));
        }
        rows.sort(null);
        return rows;
    }

    private static List<String> theirs(String statement) throws SQLException {
        var rows = new ArrayList<String>();
        try (var asked = postgres.createStatement();
                ResultSet found = asked.executeQuery(statement)) {
            while (found.next()) {
                var cells = new ArrayList<String>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    Object value = found.getObject(i);
                    cells.add(value == null ? "-" : text(value.toString()));
                }
                rows.add(String.join("|", cells));
            }
        }
        rows.sort(null);
        return rows;
    }

    /** Numbers without zeros at the end, everything else as it is. */
    private static String text(String cell) {
        boolean number = !cell.isEmpty() && cell.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-');
        if (!number || cell.indexOf('-') > 0) {
            return cell;
        }
        return new BigDecimal(cell).stripTrailingZeros().toPlainString();
    }

    /** Writes statements at random. */
    private record Writer(Random random) {
        String statement() {
            String measure = pick(
                    "count(*)",
                    "count(births)",
                    "sum(births)",
                    "max(amount)",
                    "min(births)",
                    "sum(coalesce(births, 0)) filter (where " + condition() + ")",
                    "count(distinct b.village)",
                    "sum(births * 2 - 1)",
                    "bool_or(births > 2)",
                    "max(month)");
            String from = pick(
                    "births b",
                    "births b join villages v on v.village = b.village",
                    "villages v left join births b on b.village = v.village",
                    "(select * from births where " + plain() + ") b");
            String where =
                    pick("", " where " + condition(), " where " + condition() + " and not (" + condition() + ")");
            return switch (random.nextInt(4)) {
                case 0 -> "select " + measure + " from " + from + where;
                case 1 -> "select b.village, " + measure + " from " + from + where + " group by b.village";
                case 2 ->
                    "select b.village, month, " + measure + " from " + from + where + " group by "
                            + pick("rollup", "cube") + "(b.village, month)";
                default ->
                    "with a as (select b.village, births, month from " + from + where + ") select village, "
                            + pick(
                                    "rank() over (partition by village order by births nulls last, month)",
                                    "births::int + 1",
                                    "case when births > 2 then 'x' else 'y' end",
                                    "extract(year from month)::int",
                                    "substring(village from 1 for 1) || '-'",
                                    "coalesce(lag(births) over (order by month, village, births), -1)")
                            + " from a";
            };
        }

        private String condition() {
            return somewhere().replace("@", "b.");
        }

        private String plain() {
            return somewhere().replace("@", "");
        }

        private String somewhere() {
            return pick(
                    "births > 2",
                    "births is null",
                    "month >= date '2024-02-01'",
                    "@village like '仁%'",
                    "births in (2, 5)",
                    "amount between 1 and 8",
                    "@village in (select village from villages)",
                    "births is distinct from 3",
                    "coalesce(amount, 0) = 0",
                    "upper(@village) ilike '介%' or births < 3");
        }

        private String pick(String... choices) {
            return choices[random.nextInt(choices.length)];
        }
    }
}
