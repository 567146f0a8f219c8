package tw.qiao.platform.reconciliation;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Lets the tables of the reconciliation forget old exchanges about which both parties' logs agree. */
@Component
class Pruning {
    private static final Logger LOG = LoggerFactory.getLogger(Pruning.class);
    private static final int BATCH = 10_000;

    private final OldRows rows;
    private final ReconciliationProperties properties;
    private final Clock clock;

    Pruning(OldRows rows, ReconciliationProperties properties, Clock clock) {
        this.rows = rows;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT6H")
    void prune() {
        var before = clock.instant().minus(properties.kept());
        long removed = 0;
        int last;
        do {
            last = rows.remove(before, BATCH);
            removed += last;
        } while (last > 0);
        if (removed > 0) {
            LOG.info("The reconciliation forgot {} entries of settled exchanges from before {}", removed, before);
        }
    }
}
