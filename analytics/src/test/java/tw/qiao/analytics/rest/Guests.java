package tw.qiao.analytics.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.Column.PersonalData;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.egress.Treatment;
import tw.qiao.analytics.query.Query;
import tw.qiao.analytics.query.SmallWarehouse;

/** People with different clearances over the small warehouse, in which the mother's name says who she is. */
final class Guests {
    static final Clearance ALL =
            new Clearance(Map.of(PersonalData.NONE, Treatment.ALLOWED, PersonalData.IDENTIFYING, Treatment.ALLOWED));

    private Guests() {}

    static Guest of(SmallWarehouse small, Clearance clearance) {
        return of(
                small,
                new Policy(clearance, Map.of("births", births(Optional.empty(), false), "villages", villages())));
    }

    static Guest of(SmallWarehouse small, Policy policy) {
        var egress = new Egress(policy);
        return new Guest() {
            @Override
            public Policy policy() {
                return policy;
            }

            @Override
            public Result page(Query query, long offset) {
                return egress.rows(small.queries().page(query, offset, egress.catalogue(small.catalogue())));
            }
        };
    }

    static TableRule births(Optional<TableRule.Rows> rows, boolean people) {
        return new TableRule(
                table(
                        "births",
                        Column.of("village", ColumnType.parse("text"), true),
                        Column.of("month", ColumnType.parse("month"), true),
                        identifying("mother"),
                        Column.of("births", ColumnType.parse("integer"), false),
                        Column.of("amount", ColumnType.parse("decimal(12,2)"), false)),
                rows,
                people);
    }

    static TableRule villages() {
        return new TableRule(
                table(
                        "villages",
                        Column.of("village", ColumnType.parse("text"), true),
                        Column.of("county", ColumnType.parse("text"), true)),
                Optional.empty(),
                false);
    }

    private static Column identifying(String name) {
        return new Column(
                name,
                name,
                name,
                ColumnType.parse("text"),
                false,
                false,
                "",
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                PersonalData.IDENTIFYING,
                Column.Period.NONE,
                Optional.empty());
    }

    static TableDescription table(String name, Column... columns) {
        return new TableDescription(name, 1, name, name, "test", List.of(columns), List.of());
    }
}
