package tw.qiao.platform.warehouse;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.Column.PersonalData;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.egress.Treatment;
import tw.qiao.analytics.query.Query;

/**
 * Answers queries under the policy of whoever asks. All tables of the dictionary were published, so that their rows may
 * leave; analysts also see the places of events, everybody else only what is not about persons at all.
 */
@Component
class WarehouseDesk {
    private static final Clearance ANALYST =
            new Clearance(Map.of(PersonalData.NONE, Treatment.ALLOWED, PersonalData.INDIRECT, Treatment.ALLOWED));

    private final OpenWarehouse warehouse;
    private final Map<String, TableRule> rules = new ConcurrentHashMap<>();

    WarehouseDesk(OpenWarehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** The rows of {@code query} that an analyst may see; a problem {@code query_…} when it is refused or wrong. */
    Result forAnalyst(Query query) {
        return answer(query, ANALYST);
    }

    /** The rows of {@code query} that anybody may see. */
    Result forPublic(Query query) {
        return answer(query, Clearance.PUBLIC);
    }

    /** Whether analysts find {@code column} in its table. */
    static boolean showsAnalysts(Column column) {
        return ANALYST.treatments().containsKey(column.personal());
    }

    /** What analysts may see. */
    Policy analystPolicy() {
        return policy(ANALYST);
    }

    private Policy policy(Clearance clearance) {
        return new Policy(clearance, rules());
    }

    private Result answer(Query query, Clearance clearance) {
        var egress = new Egress(policy(clearance));
        return egress.rows(warehouse.queries().run(query, egress.catalogue(warehouse.catalogue())));
    }

    private Map<String, TableRule> rules() {
        var present = new TreeMap<String, TableRule>();
        warehouse.names().forEach(name -> present.put(name, rules.computeIfAbsent(name, WarehouseDesk::rule)));
        return present;
    }

    private static TableRule rule(String table) {
        return new TableRule(Dictionary.table(table), Optional.empty(), false);
    }
}
