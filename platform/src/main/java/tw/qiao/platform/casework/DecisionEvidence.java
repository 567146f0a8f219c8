package tw.qiao.platform.casework;

import java.util.Map;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.EvidenceLog;

/**
 * Puts every decision into the platform's evidence log, once: a commitment only. The hash of the decision's line in the
 * history covers a random salt, so it tells nothing to who does not hold the case.
 */
@Component
class DecisionEvidence {
    private final EvidenceLog log;

    DecisionEvidence(EvidenceLog log) {
        this.log = log;
    }

    @ApplicationModuleListener
    void decided(CaseDecided event) {
        log.append(
                "case-decided:" + event.caseId() + ":" + event.seq(),
                CanonicalJson.bytes(Map.of(
                        "v", 1,
                        "kind", "case-decided",
                        "agency", event.agency(),
                        "procedure", event.procedure(),
                        "commit", event.eventHash(),
                        "at", event.at().toString())));
    }
}
