package tw.qiao.node.limit;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.registry.Quota;
import tw.qiao.node.service.Answer;

/** Counts how much every grant is used at this node, and refuses what goes beyond its quota. */
public final class Quotas {
    private final ConcurrentMap<String, GrantUse> uses = new ConcurrentHashMap<>();
    private final Supplier<Share> share;
    private final Clock clock;
    private final LongSupplier nanos;

    /** @param share which part of a quota this node may use, now */
    public Quotas(Supplier<Share> share, Clock clock) {
        this(share, clock, System::nanoTime);
    }

    Quotas(Supplier<Share> share, Clock clock, LongSupplier nanos) {
        this.share = share;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** Counts a use of before the node was started. */
    public void recall(String grantId, Instant moment) {
        use(grantId).recall(moment);
    }

    /**
     * Does {@code work} as one use of a grant, which lasts to the end of its answer. What is refused because of
     * overload uses nothing up.
     */
    public Answer use(String grantId, Optional<Quota> quota, Supplier<Answer> work) {
        var use = use(grantId);
        var now = clock.instant();
        use.begin(quota.orElse(Quota.NONE), share.get(), now, nanos.getAsLong());
        try {
            return Places.during(work, Answer::body, use::end);
        } catch (Problem problem) {
            if (Overload.isCauseOf(problem)) {
                use.takeBack(now);
            }
            throw problem;
        }
    }

    private GrantUse use(String grantId) {
        return uses.computeIfAbsent(grantId, id -> new GrantUse(nanos.getAsLong()));
    }
}
