package tw.qiao.analytics.spark;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tw.qiao.analytics.dictionary.Column.PersonalData;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.egress.Treatment;
import tw.qiao.analytics.tables.Warehouse;

/** What anybody may see: the tables that the dictionary describes, which were all published. */
final class Published {
    private static final Clearance CLEARANCE =
            new Clearance(Map.of(PersonalData.NONE, Treatment.ALLOWED, PersonalData.INDIRECT, Treatment.ALLOWED));

    private Published() {}

    static Policy policy(Warehouse warehouse) {
        var rules = new TreeMap<String, TableRule>();
        for (String name : warehouse.names()) {
            if (Dictionary.describes(name)) {
                rules.put(name, new TableRule(Dictionary.table(name), Optional.empty(), false));
            }
        }
        return new Policy(CLEARANCE, rules);
    }
}
