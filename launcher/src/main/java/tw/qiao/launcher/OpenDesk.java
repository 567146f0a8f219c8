package tw.qiao.launcher;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.Column.PersonalData;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.egress.Treatment;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Queries;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.query.WarehouseCatalogue;
import tw.qiao.analytics.rest.Guest;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.analytics.wire.Desk;

/**
 * Answers about the tables that the dictionary describes, which were all published: nothing in them names anybody. In
 * tables of their own, people say themselves which columns do.
 */
final class OpenDesk implements Desk, Guest {
    private static final int MOST_ROWS = 10_000;
    private static final int SECONDS = 60;

    /** As published: places of events may be seen, and anything nearer to a person not. */
    private static final Clearance PUBLISHED =
            new Clearance(Map.of(PersonalData.NONE, Treatment.ALLOWED, PersonalData.INDIRECT, Treatment.ALLOWED));

    private final OwnTables own;
    private final Queries queries;
    private final Policy policy;
    private final Egress egress;
    private final Catalogue catalogue;

    OpenDesk(Warehouse warehouse, OwnTables own, SupervisedWorker worker) {
        this(warehouse, own, worker, new WarehouseCatalogue(warehouse));
    }

    /** Answers from {@code tables}, which are of {@code warehouse}. */
    OpenDesk(Warehouse warehouse, OwnTables own, SupervisedWorker worker, Catalogue tables) {
        this.own = own;
        this.queries = new Queries(worker);
        this.policy = policy(warehouse, own);
        this.egress = new Egress(policy);
        this.catalogue = egress.catalogue(tables);
    }

    /** What anybody may see of {@code warehouse}. */
    static Policy policy(Warehouse warehouse, OwnTables own) {
        return new Policy(PUBLISHED, rules(warehouse, own));
    }

    private static Map<String, TableRule> rules(Warehouse warehouse, OwnTables own) {
        var rules = new TreeMap<String, TableRule>();
        for (String name : warehouse.names()) {
            own.description(name).ifPresent(table -> rules.put(name, new TableRule(table, Optional.empty(), false)));
        }
        return rules;
    }

    @Override
    public Result answer(String statement, List<String> parameters) {
        return egress.rows(queries.run(new Query(statement, parameters, Map.of(), MOST_ROWS, SECONDS), catalogue));
    }

    @Override
    public Policy policy() {
        return policy;
    }

    @Override
    public Result page(Query query, long offset) {
        return egress.rows(queries.page(query, offset, catalogue));
    }

    @Override
    public Map<String, List<Column>> tables() {
        var tables = new TreeMap<String, List<Column>>();
        catalogue.names().forEach(name -> {
            TableDescription description = own.description(name).orElseThrow();
            tables.put(
                    name,
                    description.columns().stream()
                            .filter(column -> PUBLISHED.treatments().containsKey(column.personal()))
                            .toList());
        });
        return tables;
    }
}
