package tw.qiao.analytics.spark;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Sessions of Spark that know a warehouse's tables and read our SQL. */
public final class Sessions {
    /** By this name our own catalogue keeps its tables in the database. */
    static final String CATALOGUE = "qiao";

    private static final String PREFIX = "spark.sql.catalog." + CATALOGUE;

    private Sessions() {}

    /** Opens one; {@code builder} says which master and how much memory, unless {@code spark-submit} did. */
    public static SparkSession open(SparkSession.Builder builder, WarehouseAddress address) {
        return builder.appName("Qiao")
                .config(PREFIX, "org.apache.iceberg.spark.SparkCatalog")
                .config(PREFIX + ".catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog")
                .config(PREFIX + ".uri", address.url())
                .config(PREFIX + ".jdbc.user", address.user())
                .config(PREFIX + ".jdbc.password", address.password())
                .config(PREFIX + ".jdbc.schema-version", "V1")
                .config(PREFIX + ".jdbc.init-catalog-tables", "false")
                .config(PREFIX + ".warehouse", Path.of(address.folder()).toUri().toString())
                // others commit while a session lives
                .config(PREFIX + ".cache-enabled", "false")
                // its memory outside the heap needs options of Java on each machine since Java 24
                .config("spark.sql.iceberg.vectorization.enabled", "false")
                .config("spark.sql.timeType.enabled", "true")
                .config("spark.sql.ansi.enabled", "true")
                .config("spark.sql.ansi.doubleQuotedIdentifiers", "true")
                .config("spark.sql.parser.escapedStringLiterals", "false")
                .config("spark.sql.variable.substitute", "false")
                .config("spark.sql.session.timeZone", "Asia/Taipei")
                .config("spark.sql.datetime.java8API.enabled", "true")
                // an overflow is an error, and never fewer digits
                .config("spark.sql.decimalOperations.allowPrecisionLoss", "false")
                .getOrCreate();
    }
}
