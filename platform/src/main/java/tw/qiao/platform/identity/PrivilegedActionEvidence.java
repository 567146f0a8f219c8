package tw.qiao.platform.identity;

import java.util.Map;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.EvidenceLog;

/** Writes what administrators do to accounts into the platform's evidence log, once, after it is committed. */
@Component
class PrivilegedActionEvidence {
    private final EvidenceLog log;

    PrivilegedActionEvidence(EvidenceLog log) {
        this.log = log;
    }

    @ApplicationModuleListener
    void on(PrivilegedAction action) {
        log.append(
                key(action),
                CanonicalJson.bytes(Map.of(
                        "v", 1,
                        "kind", action.kind(),
                        "commit", action.commitment(),
                        "at", action.at().toString())));
    }

    static String key(PrivilegedAction action) {
        return "privileged-action/" + action.id();
    }
}
