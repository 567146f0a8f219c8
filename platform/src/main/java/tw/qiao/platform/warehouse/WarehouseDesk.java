package tw.qiao.platform.warehouse;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.cubes.AnswerCache;
import tw.qiao.analytics.cubes.CubeDesk;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.Column.PersonalData;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.CountLayout;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.egress.Treatment;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.query.Query;

/**
 * Answers queries under the policy of whoever asks. All tables of the dictionary were published, so that their rows may
 * leave; analysts also see the places of events, everybody else only what is not about persons at all. Tables of
 * people's own are for analysts alone.
 */
@Component
class WarehouseDesk {
    private static final Clearance ANALYST =
            new Clearance(Map.of(PersonalData.NONE, Treatment.ALLOWED, PersonalData.INDIRECT, Treatment.ALLOWED));

    private static final int MOST_CELLS = 2_000_000;

    private final OpenWarehouse warehouse;
    private final DescribedTables tables;

    /** What cubes told before, to analysts and on boards. */
    private final AnswerCache answers = new AnswerCache(MOST_CELLS);

    WarehouseDesk(OpenWarehouse warehouse, DescribedTables tables) {
        this.warehouse = warehouse;
        this.tables = tables;
    }

    /** The rows of {@code query} that an analyst may see; a problem {@code query_…} when it is refused or wrong. */
    Result forAnalyst(Query query) {
        return answer(query, ANALYST, _ -> true);
    }

    /** The counts of {@code query} as an analyst may see them, without those that are too small to be told. */
    Result countsForAnalyst(Query query, CountLayout layout) {
        var egress = new Egress(analystPolicy());
        var found = warehouse.queries().run(query, egress.catalogue(warehouse.catalogue()));
        return egress.counts(found, layout, Threshold.CUSTOMARY);
    }

    /** The rows of {@code query} that anybody may see. */
    Result forPublic(Query query) {
        return answer(query, Clearance.PUBLIC, Dictionary::describes);
    }

    /**
     * What answers cubes over tables, in given states or as they are now. Cubes read places of events too, because
     * their levels tell no more than a county or district.
     */
    CubeDesk cubes(Map<String, Long> states, Clock clock) {
        return new CubeDesk(
                warehouse.queries(),
                analystPolicy(),
                new PinnedCatalogue(warehouse.catalogue(), states),
                Threshold.CUSTOMARY,
                answers,
                clock);
    }

    /** Whether analysts find {@code column} in its table. */
    static boolean showsAnalysts(Column column) {
        return ANALYST.treatments().containsKey(column.personal());
    }

    /** What analysts may see. */
    Policy analystPolicy() {
        return new Policy(ANALYST, rules(_ -> true));
    }

    /** What may be published, of tables of people's own too: columns that are not about persons. */
    Policy publishingPolicy() {
        return new Policy(Clearance.PUBLIC, rules(_ -> true));
    }

    private Result answer(Query query, Clearance clearance, Predicate<String> tables) {
        var egress = new Egress(new Policy(clearance, rules(tables)));
        return egress.rows(warehouse.queries().run(query, egress.catalogue(warehouse.catalogue())));
    }

    private Map<String, TableRule> rules(Predicate<String> wanted) {
        Set<String> there = Set.copyOf(warehouse.names());
        var rules = new TreeMap<String, TableRule>();
        for (Feed feed : tables.feeds()) {
            String name = feed.table().name();
            if (there.contains(name) && wanted.test(name)) {
                rules.putIfAbsent(name, new TableRule(feed.table(), Optional.empty(), false));
            }
        }
        return rules;
    }
}
