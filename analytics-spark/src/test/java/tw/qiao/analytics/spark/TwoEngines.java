package tw.qiao.analytics.spark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.engine.WorkerCommand;
import tw.qiao.analytics.feeds.FeedImport;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.analytics.feeds.ImportReport;
import tw.qiao.analytics.query.Queries;
import tw.qiao.analytics.query.WarehouseCatalogue;
import tw.qiao.analytics.tables.Warehouse;

/** A warehouse that DuckDB filled, with both engines over it; Spark runs as two executors in processes of their own. */
final class TwoEngines implements AutoCloseable {
    static final TableDescription EVENTS = new TableDescription(
            "events",
            1,
            "events",
            "events",
            "test",
            List.of(
                    Column.of("county", ColumnType.parse("text"), true),
                    Column.of("village", ColumnType.parse("text"), true),
                    Column.of("month", ColumnType.parse("month"), true),
                    limited("people", "integer", Optional.empty(), Optional.of("990")),
                    limited("code", "text", Optional.of("[A-C]\\d{3}"), Optional.empty()),
                    Column.of("amount", ColumnType.parse("decimal(14,2)"), false)),
            List.of("month"));

    private final EmbeddedPostgres postgres;
    private final Path folder;
    private final WarehouseAddress address;
    private final Warehouse warehouse;
    private final Workbench workbench;
    private final SupervisedWorker worker;
    private final SparkSession spark;

    TwoEngines(Path folder) throws IOException {
        this.folder = folder;
        postgres = EmbeddedPostgres.start();
        address = address("tables");
        warehouse = address.open();
        workbench = Workbench.open(folder.resolve("workbench"), 256, 2);
        fill();
        String classPath = System.getProperty("java.class.path");
        worker = SupervisedWorker.start(
                WorkerCommand.classPath(classPath, warehouse.folder(), folder.resolve("worker")),
                Duration.ofSeconds(20));
        Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
        spark = Sessions.open(
                SparkSession.builder()
                        .master("local-cluster[2,1,1024]")
                        .config("spark.executor.extraClassPath", classPath)
                        .config("spark.executor.memory", "1g")
                        .config("spark.executor.extraJavaOptions", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1")
                        // an executor that cannot start ends the test at once
                        .config("spark.deploy.maxExecutorRetries", "2")
                        .config("spark.driver.host", "127.0.0.1")
                        .config("spark.ui.enabled", "false")
                        .config("spark.sql.shuffle.partitions", "2")
                        .config("spark.local.dir", folder.resolve("spark").toString()),
                address);
    }

    /** A warehouse of its own, in the same database under another folder when the name is another. */
    WarehouseAddress address(String name) {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
        return new WarehouseAddress(
                postgres.getJdbcUrl("postgres", name),
                "postgres",
                "",
                folder.resolve(name).toString());
    }

    private static Column limited(String name, String type, Optional<String> pattern, Optional<String> largest) {
        Column plain = Column.of(name, ColumnType.parse(type), false);
        return new Column(
                name,
                name,
                name,
                plain.type(),
                false,
                false,
                "",
                plain.missing(),
                Optional.empty(),
                pattern,
                Optional.of("5").filter(_ -> largest.isPresent()),
                largest,
                plain.personal(),
                plain.period(),
                Optional.empty());
    }

    /** Two files, so that both executors have something to read; an odd text, missing values, doubled rows. */
    private void fill() {
        var events = warehouse.provide(EVENTS);
        for (String range : List.of("range(0, 4000)", "range(4000, 8000)")) {
            events.append(workbench, """
                    select ['臺北市', '連江縣', 'O''Brien\\County', '金門縣'][1 + i % 4] as county,
                           'v' || (i % 97) as village,
                           (date '2019-01-01' + to_months((i % 50)::integer))::date as month,
                           case when i % 11 <> 0 then (i * 7919) % 1000 end as people,
                           case when i % 13 <> 0 then ['A', 'B', 'D'][1 + i % 3] || lpad((i % 1000)::varchar, 3, '0') end
                               as code,
                           case when i % 17 <> 0 then (((i * 104729) % 1000003) / 100)::decimal(14,2) end as amount
                    from\s""" + range + " r(i)");
        }
        warehouse
                .provide(new TableDescription(
                        "counties",
                        1,
                        "counties",
                        "counties",
                        "test",
                        List.of(
                                Column.of("county", ColumnType.parse("text"), true),
                                Column.of("region", ColumnType.parse("text"), false)),
                        List.of()))
                .append(workbench, """
                        select * from (values ('臺北市', '北'), ('連江縣', '離島'), ('金門縣', '離島'), ('澎湖縣', null))
                            rows(county, region)
                        """);
    }

    /** Imports as one machine does. */
    ImportReport importOnDuckDb(String feed, List<Path> files, Path quarantine) {
        return new FeedImport(warehouse, workbench, folder.resolve("scratch"), quarantine, Clock.systemUTC())
                .run(Feeds.named(feed), files, (_, _, _) -> {});
    }

    Warehouse warehouse() {
        return warehouse;
    }

    Workbench workbench() {
        return workbench;
    }

    SparkSession spark() {
        return spark;
    }

    Queries duckDb() {
        return new Queries(worker);
    }

    WarehouseCatalogue duckDbCatalogue() {
        return new WarehouseCatalogue(warehouse);
    }

    SparkQueries sparkQueries() {
        return new SparkQueries(spark, new Parser(workbench));
    }

    SparkCatalogue sparkCatalogue() {
        return new SparkCatalogue(warehouse);
    }

    @Override
    public void close() throws IOException {
        spark.close();
        worker.close();
        workbench.close();
        warehouse.close();
        postgres.close();
    }
}
