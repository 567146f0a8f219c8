package tw.qiao.platform.reconciliation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a difference between two logs is a finding.
 *
 * @param grace how long one party's entry may lack after the other's was seen; longer than it takes a node to show what
 *     its witnesses cosigned
 * @param late how far the times of both parties' entries may lie apart
 * @param silent how long a log may show no valid checkpoint
 * @param kept how long the rows of exchanges stay about which both logs agree; at least a day
 */
@ConfigurationProperties("qiao.reconciliation")
record ReconciliationProperties(
        @DefaultValue("3m") Duration grace,
        @DefaultValue("90s") Duration late,
        @DefaultValue("10m") Duration silent,
        @DefaultValue("400d") Duration kept) {
    ReconciliationProperties {
        if (kept.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("qiao.reconciliation.kept must be at least 1d, not " + kept);
        }
    }
}
