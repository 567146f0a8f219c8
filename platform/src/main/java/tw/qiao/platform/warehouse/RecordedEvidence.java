package tw.qiao.platform.warehouse;

import java.util.Map;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.EvidenceLog;

/** Writes what people do with the warehouse into the platform's evidence log, once, after it is committed. */
@Component
class RecordedEvidence {
    private final EvidenceLog log;

    RecordedEvidence(EvidenceLog log) {
        this.log = log;
    }

    @ApplicationModuleListener
    void on(Recorded recorded) {
        log.append(
                "warehouse/" + recorded.id(),
                CanonicalJson.bytes(Map.of(
                        "v", 1,
                        "kind", recorded.kind(),
                        "commit", recorded.commitment(),
                        "at", recorded.at().toString())));
    }
}
