package tw.qiao.platform.evidence;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the witnesses of the log keep up. Where they do not, the platform goes on: only proofs wait. */
@Component
class WitnessesHealth implements HealthIndicator {
    private static final String DEGRADED = "DEGRADED";

    private final Cosigning cosigning;

    WitnessesHealth(Cosigning cosigning) {
        this.cosigning = cosigning;
    }

    @Override
    public Health health() {
        var seen = cosigning.seen();
        return (seen.isEnough() ? Health.up() : Health.status(DEGRADED))
                .withDetail("witnesses", seen.witnesses())
                .withDetail("cosigned", seen.cosigned())
                .build();
    }
}
