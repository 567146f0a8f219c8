package tw.qiao.platform.mydata;

import java.util.HashMap;
import java.util.Map;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.EvidenceLog;

/** Writes what happens to consents into the platform's evidence log, after it is committed. */
@Component
class ConsentEvidence {
    private final EvidenceLog log;

    ConsentEvidence(EvidenceLog log) {
        this.log = log;
    }

    @ApplicationModuleListener
    void given(ConsentChange.Given given) {
        append(given, Map.of("agreement", given.agreement(), "commit", given.commitment()));
    }

    @ApplicationModuleListener
    void used(ConsentChange.Used used) {
        append(used, Map.of("item", used.item(), "gx_id", used.exchangeId().toString(), "outcome", used.outcome()));
    }

    @ApplicationModuleListener
    void withdrawn(ConsentChange.Withdrawn withdrawn) {
        append(withdrawn, Map.of());
    }

    private void append(ConsentChange change, Map<String, Object> facts) {
        Map<String, Object> entry = new HashMap<>(facts);
        entry.put("v", 1);
        entry.put("kind", change.kind());
        entry.put("consent", change.consent().toString());
        entry.put("at", change.at().toString());
        log.append(change.key(), CanonicalJson.bytes(entry));
    }
}
