package tw.qiao.analytics.query;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.engine.WorkerCommand;
import tw.qiao.analytics.support.TestDatabase;
import tw.qiao.analytics.tables.Warehouse;

/** Two small tables and a worker that answers over them. */
public final class SmallWarehouse implements AutoCloseable {
    private final Warehouse warehouse;
    private final SupervisedWorker worker;

    /** Makes all below {@code folder}. */
    public SmallWarehouse(Path folder) {
        warehouse = Warehouse.open(TestDatabase.create(), "postgres", "", folder.resolve("tables"));
        try (var workbench = Workbench.open(folder.resolve("scratch"), 256, 1)) {
            warehouse
                    .provide(table(
                            "births",
                            Column.of("village", ColumnType.parse("text"), true),
                            Column.of("month", ColumnType.parse("month"), true),
                            Column.of("mother", ColumnType.parse("text"), false),
                            Column.of("births", ColumnType.parse("integer"), false),
                            Column.of("amount", ColumnType.parse("decimal(12,2)"), false)))
                    .append(workbench, """
                            select village, month::date as month, mother, births::bigint as births,
                                   amount::decimal(12,2) as amount
                            from (values ('仁愛村', '2024-01-01', '王小明', 2, 10.50),
                                         ('仁愛村', '2024-02-01', '李小華', 3, null),
                                         ('介壽村', '2024-01-01', '12', 5, 7.25),
                                         ('介壽村', '2024-02-01', null, null, 1.25))
                                 rows(village, month, mother, births, amount)
                            """);
            warehouse
                    .provide(table(
                            "villages",
                            Column.of("village", ColumnType.parse("text"), true),
                            Column.of("county", ColumnType.parse("text"), true)))
                    .append(workbench, """
                            select * from (values ('仁愛村', '連江縣'), ('介壽村', '連江縣'), ('空村', '金門縣'))
                                 rows(village, county)
                            """);
        }
        worker = SupervisedWorker.start(
                WorkerCommand.classPath(
                        System.getProperty("java.class.path"), warehouse.folder(), folder.resolve("worker")),
                Duration.ofSeconds(20));
    }

    private static TableDescription table(String name, Column... columns) {
        return new TableDescription(name, 1, name, name, "test", List.of(columns), List.of());
    }

    /** The tables. */
    public Warehouse warehouse() {
        return warehouse;
    }

    /** What may be asked about. */
    public Catalogue catalogue() {
        return new WarehouseCatalogue(warehouse);
    }

    /** The process that runs queries now. */
    public long workerPid() {
        return worker.pid();
    }

    /** The process that runs queries, as often as it has to be started again. */
    public SupervisedWorker worker() {
        return worker;
    }

    /** What runs queries. */
    public Queries queries() {
        return new Queries(worker);
    }

    @Override
    public void close() {
        worker.close();
        warehouse.close();
    }
}
