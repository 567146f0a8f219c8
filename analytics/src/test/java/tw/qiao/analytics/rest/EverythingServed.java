package tw.qiao.analytics.rest;

import java.util.Map;
import java.util.Optional;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.query.SmallWarehouse;

/** The small warehouse's REST catalogue for somebody who may see all of it. */
public final class EverythingServed implements AutoCloseable {
    private final RestFront front;

    /** Serves on any free port. */
    public EverythingServed(SmallWarehouse small) {
        var policy = new Policy(
                Guests.ALL, Map.of("births", Guests.births(Optional.empty(), false), "villages", Guests.villages()));
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
