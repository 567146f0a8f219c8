package tw.qiao.analytics.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import tw.qiao.analytics.dialect.Translation;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Gate;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.query.QueryEngine;
import tw.qiao.analytics.query.Sources;
import tw.qiao.analytics.spark.dialect.SparkDialect;
import tw.qiao.kernel.Problem;

/**
 * Runs the queries that {@link tw.qiao.analytics.query.Queries} runs, on Spark: through the same gate, over the same
 * snapshots, and with the same rows. How many rows are given is limited, how long it takes is not.
 */
public final class SparkQueries implements QueryEngine {
    private final SparkSession spark;
    private final Gate.Parser parser;
    private final Gate gate;

    /** Runs in {@code spark}, which {@link Sessions} opened; {@code parser} is DuckDB's. */
    public SparkQueries(SparkSession spark, Gate.Parser parser) {
        this.spark = spark;
        this.parser = parser;
        this.gate = new Gate(parser);
    }

    @Override
    public boolean aggregatesTexts() {
        return false;
    }

    @Override
    public Found run(Query query, Catalogue catalogue) {
        var gated = gate.check(query.statement(), catalogue.names());
        var sources = Sources.of(gated, query, catalogue);
        String sql = Translation.translate(
                new SparkDialect(), parser.parse(gated.statement()), sources.sql(), query.parameters());
        var provenance = sources.provenance(gated.statement(), query.parameters());
        return found(sql, query.maximumRows(), provenance);
    }

    private Found found(String sql, int maximumRows, Provenance provenance) {
        try {
            var answer = spark.sql(sql);
            List<String> types = Arrays.stream(answer.schema().fields())
                    .map(field -> Rows.type(field.dataType()))
                    .toList();
            List<Row> rows = answer.limit(maximumRows + 1).collectAsList();
            boolean truncated = rows.size() > maximumRows;
            return new Found(
                    List.of(answer.columns()),
                    types,
                    rows.stream().limit(maximumRows).map(Rows::cells).toList(),
                    truncated,
                    provenance);
        } catch (Problem e) {
            throw e;
        } catch (Exception e) {
            throw explained(e);
        }
    }

    /** Spark's messages may quote values, so only those about the statement itself are told. */
    private static Problem explained(Exception failure) {
        if (failure instanceof AnalysisException) {
            return Problem.invalid(
                    "query_wrong",
                    String.valueOf(failure.getMessage())
                            .lines()
                            .filter(line -> !line.isBlank())
                            .findFirst()
                            .orElse("Spark cannot plan the statement"));
        }
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ArithmeticException
                    || (cause instanceof SparkThrowable && cause instanceof RuntimeException)) {
                return Problem.invalid(
                        "query_value",
                        "A value does not fit what the statement does with it (a conversion, a date, a number too"
                                + " large, a double that becomes text)");
            }
        }
        return Problem.unavailable("spark_failed", "Spark could not finish; its log says why", failure);
    }
}
