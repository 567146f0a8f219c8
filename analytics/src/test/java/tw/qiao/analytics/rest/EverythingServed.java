package tw.qiao.analytics.rest;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tw.qiao.analytics.dictionary.Column.PersonalData;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.TableRule;
import tw.qiao.analytics.egress.Treatment;
import tw.qiao.analytics.query.SmallWarehouse;

/** The small warehouse's REST catalogue for somebody who may see all of it, with further tables in it. */
public final class EverythingServed implements AutoCloseable {
    private static final Clearance ALL = new Clearance(
            Arrays.stream(PersonalData.values()).collect(Collectors.toMap(data -> data, _ -> Treatment.ALLOWED)));

    private final RestFront front;

    /** Serves on any free port. */
    public EverythingServed(SmallWarehouse small, Stream<TableDescription> more) {
        var rules = more.collect(
                Collectors.toMap(TableDescription::name, table -> new TableRule(table, Optional.empty(), false)));
        rules.put("births", Guests.births(Optional.empty(), false));
        rules.put("villages", Guests.villages());
        var policy = new Policy(ALL, rules);
        front = RestFront.start(
                new RestService(small.warehouse(), new Tokens(Map.of(token(), Guests.of(small, policy)))), 0);
    }

    /** Where it listens. */
    public int port() {
        return front.port();
    }

    /** What admits. */
    public String token() {
        return "everything";
    }

    @Override
    public void close() {
        front.close();
    }
}
