package tw.qiao.platform.mydata;

import java.util.Map;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.EvidenceLog;

/** Writes what happens to consents into the platform's evidence log, after it is committed. */
@Component
class ConsentEvidence {
    /** The version of entries and statements; 1 named consents and exchanges in clear. */
    static final int VERSION = 2;

    private final EvidenceLog log;

    ConsentEvidence(EvidenceLog log) {
        this.log = log;
    }

    @ApplicationModuleListener
    void on(ConsentChange change) {
        log.append(
                change.key(),
                CanonicalJson.bytes(Map.of(
                        "v", VERSION,
                        "kind", change.kind(),
                        "commit", change.commitment(),
                        "at", change.at().toString())));
    }
}
