package tw.qiao.node.limit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import tw.qiao.kernel.registry.Quota;
import tw.qiao.node.message.Body;
import tw.qiao.node.service.Answer;

/**
 * All that bounds what a node does at a time.
 *
 * @param entrance for what other nodes send
 * @param quotas of the grants that it answers
 * @param services the bulkheads before its services
 * @param peers the bulkheads before the services of other members, one each, so that none takes the place of another
 * @param passing the places of answers that are passed on while they come
 */
public record Limits(Entrance entrance, Quotas quotas, Bulkheads services, Bulkheads peers, PassingPlaces passing) {
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    public Limits(Quotas quotas) {
        this(
                new Entrance(),
                quotas,
                new Bulkheads(Bulkhead.Kind.SERVICE),
                new Bulkheads(Bulkhead.Kind.PEER),
                new PassingPlaces());
    }

    /**
     * One use of a grant.
     *
     * @param grantId the grant
     * @param quota its quota
     * @param service the service that is asked
     * @param client the subsystem that asks
     * @param remaining how long it still waits
     */
    public record Use(String grantId, Optional<Quota> quota, String service, String client, Duration remaining) {}

    /** Lets a service answer, within the grant's quota and what the service bears. */
    public Answer answer(Use use, Supplier<Answer> work) {
        return quotas.use(
                use.grantId(),
                use.quota(),
                () -> services.before(use.service()).run(use.client(), use.remaining(), work, new OfService()));
    }

    private record OfService() implements Bulkhead.Result<Answer> {
        @Override
        public boolean fails(Answer answer) {
            return answer.status() >= BAD_GATEWAY && answer.status() <= GATEWAY_TIMEOUT;
        }

        @Override
        public Body body(Answer answer) {
            return answer.body();
        }
    }
}
