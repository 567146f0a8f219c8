package tw.qiao.launcher;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tw.qiao.analytics.counts.CountDesk;
import tw.qiao.analytics.counts.Ledger;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.Column.PersonalData;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.egress.Treatment;
import tw.qiao.analytics.engine.SupervisedWorker;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Queries;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.rest.Guest;
import tw.qiao.analytics.tables.Warehouse;
import tw.qiao.analytics.wire.Desk;

/**
 * Answers about the tables that the dictionary describes, which were all published: nothing in them names anybody. In
 * tables of their own, people say themselves which columns do; where one does, only counts leave, in view of all that
 * the same user was told before.
 */
final class OpenDesk implements Desk, Guest {
    private static final int MOST_ROWS = 10_000;
    private static final int SECONDS = 60;

    /** As published: places of events may be seen, and anything nearer to a person not. */
    private static final Clearance PUBLISHED =
            new Clearance(Map.of(PersonalData.NONE, Treatment.ALLOWED, PersonalData.INDIRECT, Treatment.ALLOWED));

    private final WarehouseHome home;
    private final OwnTables own;
    private final SupervisedWorker worker;
    private final Queries queries;
    private final Catalogue tables;
    private final Ledger ledger;
    private final String user;
    private volatile Rules rules;

    /** What holds as long as tables and feeds are those of {@code state}. */
    private record Rules(List<String> state, Policy policy, Egress egress, Catalogue catalogue, CountDesk counts) {}

    /** Answers {@code user} from {@code tables}, which are of {@code home}. */
    OpenDesk(WarehouseHome home, SupervisedWorker worker, Catalogue tables, String user) {
        this.home = home;
        this.own = home.tables();
        this.worker = worker;
        this.queries = new Queries(worker);
        this.tables = tables;
        this.ledger = home.ledger();
        this.user = user;
        this.rules = read(state());
    }

    /** The rules of now: a table that came since, or that somebody described otherwise, counts at the next question. */
    private Rules rules() {
        List<String> state = state();
        Rules present = rules;
        if (!present.state().equals(state)) {
            present = read(state);
            rules = present;
        }
        return present;
    }

    private List<String> state() {
        return Stream.concat(home.warehouse().names().stream(), own.state().stream())
                .toList();
    }

    private Rules read(List<String> state) {
        Policy policy = policy(home.warehouse(), own);
        Egress egress = new Egress(policy);
        var counts = new CountDesk(worker, policy, tables, ledger, Threshold.CUSTOMARY);
        return new Rules(state, policy, egress, egress.catalogue(tables), counts);
    }

    /** What anybody may see of {@code warehouse}. */
    static Policy policy(Warehouse warehouse, OwnTables own) {
        return new Policy(PUBLISHED, rules(warehouse, own));
    }

    private static Map<String, TableRule> rules(Warehouse warehouse, OwnTables own) {
        var rules = new TreeMap<String, TableRule>();
        for (String name : warehouse.names()) {
            own.description(name)
                    .ifPresent(table -> rules.put(name, new TableRule(table, Optional.empty(), namesPeople(table))));
        }
        return rules;
    }

    /** Whether all rows of a table may be seen as they are. */
    static boolean isOpen(TableDescription table) {
        return Dictionary.describes(table.name())
                || table.columns().stream()
                        .allMatch(column -> PUBLISHED.treatments().containsKey(column.personal()));
    }

    private static boolean namesPeople(TableDescription table) {
        return !Dictionary.describes(table.name())
                && table.columns().stream().anyMatch(column -> column.personal() == PersonalData.IDENTIFYING);
    }

    @Override
    public Result answer(String statement, List<String> parameters) {
        return answer(statement, parameters, MOST_ROWS);
    }

    @Override
    public Stream<Result> whole(String statement, List<String> parameters) {
        Rules now = rules();
        if (now.counts().isFor(statement)) {
            return Stream.of(now.counts().answer(user, statement, parameters));
        }
        var query = new Query(statement, parameters, Map.of(), MOST_ROWS, SECONDS);
        return queries.all(query, now.catalogue()).map(now.egress()::rows);
    }

    /** As many rows as are ever given at once, which no page follows. */
    Result longAnswer(String statement) {
        return answer(statement, List.of(), Integer.MAX_VALUE);
    }

    private Result answer(String statement, List<String> parameters, int mostRows) {
        Rules now = rules();
        if (now.counts().isFor(statement)) {
            return now.counts().answer(user, statement, parameters);
        }
        var query = new Query(statement, parameters, Map.of(), mostRows, SECONDS);
        return now.egress().rows(queries.run(query, now.catalogue()));
    }

    @Override
    public Policy policy() {
        return rules().policy();
    }

    @Override
    public Result page(Query query, long offset) {
        Rules now = rules();
        if (now.counts().isFor(query.statement())) {
            return page(now.counts().answer(user, query.statement(), query.parameters()), query.maximumRows(), offset);
        }
        return now.egress().rows(queries.page(query, offset, now.catalogue()));
    }

    private static Result page(Result all, int maximumRows, long offset) {
        int from = (int) Math.min(offset, all.rows().size());
        int to = Math.min(from + maximumRows, all.rows().size());
        return new Result(
                all.columns(),
                all.types(),
                all.rows().subList(from, to),
                to < all.rows().size(),
                all.provenance());
    }

    @Override
    public Map<String, TableDescription> tables() {
        Rules now = rules();
        var found = new TreeMap<String, TableDescription>();
        now.policy().tables().forEach((name, rule) -> found.put(name, published(rule.description())));
        found.keySet().retainAll(now.catalogue().names());
        return found;
    }

    private static TableDescription published(TableDescription table) {
        List<Column> columns = table.columns().stream()
                .filter(column -> PUBLISHED.treatments().containsKey(column.personal()))
                .toList();
        return new TableDescription(
                table.name(), table.version(), table.chinese(), table.english(), table.source(), columns, table.sort());
    }
}
