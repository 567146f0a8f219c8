package tw.qiao.analytics.spark;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tw.qiao.analytics.checks.TableCheck;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Query;

/** Checks a table against its description on Spark: by the very statements that DuckDB answers otherwise. */
public final class SparkChecks {
    private final SparkQueries queries;
    private final Catalogue catalogue;

    public SparkChecks(SparkQueries queries, Catalogue catalogue) {
        this.queries = queries;
        this.catalogue = catalogue;
    }

    /** All checks of the described table with what they found, as {@link TableCheck} says it. */
    public List<TableCheck.Finding> run(TableDescription description) {
        return new TableCheck(description).run(Sql.name(description.name()), this::numbers);
    }

    private long[] numbers(String sql) {
        JsonNode row = queries.run(new Query(sql, List.of(), Map.of(), 1, 60), catalogue)
                .rows()
                .getFirst();
        long[] numbers = new long[row.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = row.get(i).asLong();
        }
        return numbers;
    }
}
