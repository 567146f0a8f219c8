package tw.qiao.analytics.cubes;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.Column.PersonalData;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.Declaration;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.egress.Treatment;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.engine.WorkerCommand;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Queries;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.query.QueryEngine;
import tw.qiao.analytics.query.WarehouseCatalogue;
import tw.qiao.analytics.support.TestDatabase;
import tw.qiao.analytics.tables.Warehouse;

/** A table of visits, its cube, and a worker that answers over it. */
public final class CubeWarehouse implements AutoCloseable {
    /** The table behind the cube. */
    public static final TableDescription VISITS = new TableDescription(
            "visits",
            1,
            "visits",
            "visits",
            "test",
            List.of(
                    Column.of("series", ColumnType.parse("text"), true),
                    Column.of("month", ColumnType.parse("month"), true),
                    Column.of("county", ColumnType.parse("text"), true),
                    Column.of("township", ColumnType.parse("text"), false),
                    Column.of("kind", ColumnType.parse("text"), false),
                    Column.of("people", ColumnType.parse("integer"), false),
                    Column.of("men", ColumnType.parse("integer"), false),
                    Column.of("women", ColumnType.parse("integer"), false),
                    Column.of("amount", ColumnType.parse("decimal(12,2)"), false)),
            List.of());

    /** Levels of cubes coarsen the places of events, so that these may be read. */
    private static final Clearance PUBLISHED =
            new Clearance(Map.of(PersonalData.NONE, Treatment.ALLOWED, PersonalData.INDIRECT, Treatment.ALLOWED));

    private static final String CUBE = """
        cube: visits
        version: 1
        chinese: 訪客
        english: Visits
        explanation_chinese: 測試
        explanation_english: Of a test
        table: visits
        dimensions:
          - {name: time, chinese: 時間, english: Time, time: month, spans: [year, quarter, month, school_year]}
          - name: place
            chinese: 地區
            english: Place
            levels:
              - {name: county, chinese: 縣市, english: County, codes: county}
              - {name: township, chinese: 鄉鎮市區, english: Township}
          - {name: kind, chinese: 類, english: Kind, levels: [{name: kind, chinese: 類, english: Kind}]}
          - {name: series, chinese: 組, english: Series, levels: [{name: series, chinese: 組, english: Series}]}
        measures:
          - {name: people, version: 1, chinese: 人數, english: People, unit: 人, type: 'decimal(18,0)', people: true, parts: [men, women]}
          - {name: men, version: 1, chinese: 男, english: Men, unit: 人, type: 'decimal(18,0)', people: true}
          - {name: women, version: 1, chinese: 女, english: Women, unit: 人, type: 'decimal(18,0)', people: true}
          - {name: amount, version: 1, chinese: 金額, english: Amount, unit: 元, type: 'decimal(18,2)', counted_by: people}
          - {name: present, version: 1, chinese: 在場, english: Present, unit: 人, type: 'decimal(18,0)', sql: people, stock: true, people: true}
        ratios:
          - {name: share, version: 1, chinese: 男性比率, english: Share of men, unit: '%', type: 'decimal(9,2)', numerator: men, denominator: people, times: 100}
          - {name: mean, version: 1, chinese: 平均, english: Mean, unit: 元, type: 'decimal(12,2)', numerator: amount, denominator: people, times: 1}
        """;

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final Path folder;
    private final Warehouse warehouse;
    private final SupervisedWorker worker;
    private final AnswerCache cache = new AnswerCache(100_000);

    /** Makes all below {@code folder}. */
    public CubeWarehouse(Path folder) {
        this.folder = folder;
        warehouse = Warehouse.open(TestDatabase.create(), "postgres", "", folder.resolve("tables"));
        warehouse.provide(VISITS);
        worker = SupervisedWorker.start(command("worker"), Duration.ofSeconds(20));
    }

    private WorkerCommand command(String scratch) {
        return WorkerCommand.classPath(
                System.getProperty("java.class.path"), warehouse.folder(), folder.resolve(scratch));
    }

    /** What writes files of snapshots. */
    WorkerCommand writer() {
        return command("writer");
    }

    /** Adds rows, each in parentheses: series, month, county, township, kind, men, women and amount. */
    public void add(String rows) {
        try (var workbench = Workbench.open(folder.resolve("scratch"), 256, 1)) {
            warehouse.table("visits").append(workbench, """
                select series, month::date as month, county, township, kind, (men + women)::bigint as people,
                       men::bigint as men, women::bigint as women, amount::decimal(12,2) as amount
                from (values %s) rows(series, month, county, township, kind, men, women, amount)
                """.formatted(rows));
        }
    }

    /** The cube over the table. */
    public static Cube cube() {
        return cube(CUBE);
    }

    static Cube cube(String yaml) {
        return Cubes.read(
                Declaration.read("cube", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))), VISITS);
    }

    /** The cube's declaration with one text in the place of another. */
    static Cube changed(String text, String other) {
        return cube(CUBE.replace(text, other));
    }

    /** A cube of nothing but the rows of one series, without that dimension. */
    static Cube ofSeries(int series) {
        return cube(CUBE.replace("cube: visits", "cube: visits_" + series)
                .replace("table: visits", "table: visits\nfilter: \"series = 's%d'\"".formatted(series)));
    }

    /** Answers to somebody who sees nothing of persons. */
    public CubeDesk desk() {
        return desk(new WarehouseCatalogue(warehouse), VISITS);
    }

    CubeDesk desk(Catalogue catalogue, TableDescription table) {
        var rule = new TableRule(table, Optional.empty(), false);
        var policy = new Policy(PUBLISHED, Map.of(table.name(), rule));
        return new CubeDesk(new Queries(worker), policy, catalogue, Threshold.CUSTOMARY, cache, CLOCK);
    }

    /** Answers that are made each time, under a rule. */
    CubeDesk desk(Catalogue catalogue, TableRule rule) {
        var policy = new Policy(PUBLISHED, Map.of(rule.description().name(), rule));
        return new CubeDesk(new Queries(worker), policy, catalogue, Threshold.CUSTOMARY, new AnswerCache(0), CLOCK);
    }

    /** Answers that are made each time, by an engine that gives so many rows at a time at most. */
    CubeDesk deskOf(int rows) {
        var queries = new Queries(worker);
        QueryEngine few = (query, catalogue) -> queries.run(
                new Query(query.statement(), query.parameters(), query.snapshots(), rows, query.seconds()), catalogue);
        var policy = new Policy(PUBLISHED, Map.of(VISITS.name(), new TableRule(VISITS, Optional.empty(), false)));
        return new CubeDesk(
                few, policy, new WarehouseCatalogue(warehouse), Threshold.CUSTOMARY, new AnswerCache(0), CLOCK);
    }

    /** Answers of an engine that counts the statements that it runs. */
    CubeDesk counting(AtomicInteger statements, AnswerCache kept) {
        var queries = new Queries(worker);
        QueryEngine counting = (query, catalogue) -> {
            statements.incrementAndGet();
            return queries.run(query, catalogue);
        };
        var policy = new Policy(PUBLISHED, Map.of(VISITS.name(), new TableRule(VISITS, Optional.empty(), false)));
        return new CubeDesk(counting, policy, new WarehouseCatalogue(warehouse), Threshold.CUSTOMARY, kept, CLOCK);
    }

    Warehouse warehouse() {
        return warehouse;
    }

    AnswerCache cache() {
        return cache;
    }

    @Override
    public void close() {
        worker.close();
        warehouse.close();
    }
}
