package tw.qiao.analytics.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.duckdb.DuckDBFunctions;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.crosswalk.VillageCodes;
import tw.qiao.analytics.recipes.Address;
import tw.qiao.analytics.recipes.CheckDigit;
import tw.qiao.analytics.recipes.FullWidth;
import tw.qiao.analytics.recipes.RocDates;
import tw.qiao.kernel.Problem;

/**
 * What recipes clean with, as functions of SQL; the same code runs for imports and for the questions of analysts. Each
 * computes from its arguments alone, its text is hardly longer than theirs, and nothing in gives nothing out.
 */
final class TaiwanFunctions {
    private TaiwanFunctions() {}

    /** Makes them known to the database of {@code connection}. */
    static void register(Connection connection) throws SQLException {
        one(connection, "roc_date", LocalDate.class, RocDates::day);
        one(connection, "fold_digits", String.class, FullWidth::fold);
        one(connection, "normalise_address", String.class, Address::normalise);
        two(connection, "id_check", String.class, Boolean.class, TaiwanFunctions::holds);
        two(
                connection,
                "village_code_at",
                LocalDate.class,
                String.class,
                (code, date) -> VillageCodes.shipped().at(code, date));
    }

    private static Boolean holds(String kind, String number) {
        for (CheckDigit check : CheckDigit.values()) {
            if (check.name().equalsIgnoreCase(kind)) {
                return check.holds(number.strip());
            }
        }
        throw Problem.invalid("query_value", "id_check knows national_id, resident_id and company_number");
    }

    private static <R> void one(Connection connection, String name, Class<R> result, Function<String, @Nullable R> body)
            throws SQLException {
        try (var function = DuckDBFunctions.scalarFunction()) {
            function.withName(name)
                    .withParameter(String.class)
                    .withReturnType(result)
                    .withFunction((String text) -> text == null ? null : body.apply(text))
                    .register(connection);
        }
    }

    private static <A, R> void two(
            Connection connection,
            String name,
            Class<A> second,
            Class<R> result,
            BiFunction<String, A, @Nullable R> body)
            throws SQLException {
        try (var function = DuckDBFunctions.scalarFunction()) {
            function.withName(name)
                    .withParameters(String.class, second)
                    .withReturnType(result)
                    .withFunction(
                            (String text, A other) -> text == null || other == null ? null : body.apply(text, other))
                    .register(connection);
        }
    }
}
