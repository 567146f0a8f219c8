package tw.qiao.platform.dashboards;

import java.util.Map;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.EvidenceLog;

/** Writes what was published and withdrawn into the platform's evidence log, once, after it is committed. */
@Component
class OwnBoardEvidence {
    private final EvidenceLog log;

    OwnBoardEvidence(EvidenceLog log) {
        this.log = log;
    }

    @ApplicationModuleListener
    void on(OwnBoardChanged changed) {
        log.append(
                "dashboards/" + changed.board() + "/" + changed.kind(),
                CanonicalJson.bytes(Map.of(
                        "v", 1,
                        "kind", changed.kind(),
                        "commit", changed.commitment(),
                        "at", changed.at().toString())));
    }
}
