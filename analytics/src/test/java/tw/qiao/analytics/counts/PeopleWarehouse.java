package tw.qiao.analytics.counts;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.engine.Workbench;
import tw.qiao.analytics.query.SmallWarehouse;
import tw.qiao.analytics.support.TestDatabase;

/** Tables with one row for each person, about whom only counts may leave. */
public final class PeopleWarehouse implements AutoCloseable {
    private final Path folder;
    private final SmallWarehouse small;
    private final String database = TestDatabase.create();
    private final Map<String, TableRule> rules = new TreeMap<>();

    /** Makes all below {@code folder}. */
    public PeopleWarehouse(Path folder) {
        this.folder = folder;
        this.small = new SmallWarehouse(folder.resolve("small"));
    }

    /** Adds people to a table: rows of town, kind, sex and age. */
    public void add(String table, List<String> people) {
        var description = new TableDescription(
                table,
                1,
                "人",
                "People",
                "test",
                List.of(
                        Column.of("town", ColumnType.parse("text"), false),
                        Column.of("kind", ColumnType.parse("text"), false),
                        Column.of("sex", ColumnType.parse("text"), false),
                        Column.of("age", ColumnType.parse("integer"), false)),
                List.of());
        rules.put(table, new TableRule(description, Optional.empty(), true));
        try (var workbench = Workbench.open(folder.resolve("scratch"), 256, 1)) {
            small.warehouse()
                    .provide(description)
                    .append(
                            workbench,
                            "select town, kind, sex, age::bigint as age from (values " + String.join(", ", people)
                                    + ") rows(town, kind, sex, age)");
        }
    }

    /** A ledger in the one database of this warehouse. */
    public Ledger ledger(Limits limits, Clock clock) {
        return new PostgresLedger(database, "postgres", "", limits, clock);
    }

    /** Answers with {@code ledger}. */
    public CountDesk desk(Ledger ledger) {
        return new CountDesk(
                small.worker(),
                new Policy(Clearance.PUBLIC, Map.copyOf(rules)),
                small.catalogue(),
                ledger,
                Threshold.CUSTOMARY);
    }

    @Override
    public void close() {
        small.close();
    }
}
