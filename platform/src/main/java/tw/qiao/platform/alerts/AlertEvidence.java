package tw.qiao.platform.alerts;

import java.util.Map;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.EvidenceLog;

/** Writes each step of an alert into the platform's evidence log, once, after it is committed. */
@Component
class AlertEvidence {
    private final EvidenceLog log;

    AlertEvidence(EvidenceLog log) {
        this.log = log;
    }

    @ApplicationModuleListener
    void on(StepTaken taken) {
        log.append(
                "alert/" + taken.id(),
                CanonicalJson.bytes(Map.of(
                        "v", 1,
                        "kind", taken.kind(),
                        "commit", taken.commitment(),
                        "at", taken.at().toString())));
    }
}
