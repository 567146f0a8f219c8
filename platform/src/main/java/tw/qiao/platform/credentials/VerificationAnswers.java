package tw.qiao.platform.credentials;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.Note;
import tw.qiao.kernel.signature.VerificationKey;

/**
 * A verification as JSON. {@code certificate} is exactly what the log's entry commits to, so a program can make the
 * entry again from it and {@code salt} and check the proof without trusting this answer.
 */
@Component
final class VerificationAnswers {
    private final EvidenceLog log;
    private final VerificationKey key;

    VerificationAnswers(EvidenceLog log, VerificationKey evidenceVerificationKey) {
        this.log = log;
        this.key = evidenceVerificationKey;
    }

    Map<String, Object> of(Verification verification) {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("state", verification.standing().word());
        verification.since().ifPresent(day -> answer.put("since", day.toString()));
        answer.put("checked_at", verification.at().toString());
        if (verification.past() != null) {
            answer.put("on", past(verification.past()));
        }
        answer.put("certificate", EvidenceEntry.statement(verification.certificate()));
        answer.put(
                "history",
                verification.history().changes().stream()
                        .map(VerificationAnswers::change)
                        .toList());
        answer.put("evidence", evidence(verification));
        return answer;
    }

    private static Map<String, Object> past(Verification.Past past) {
        return Map.of(
                "date", past.day().toString(),
                "state", past.standing().word(),
                "changes",
                        past.changes().stream().map(VerificationAnswers::change).toList());
    }

    private static Map<String, Object> change(StatusChange change) {
        return Map.of(
                "status",
                change.status().word(),
                "effective_at",
                change.effectiveAt().toString());
    }

    private Map<String, Object> evidence(Verification verification) {
        var evidence = new LinkedHashMap<String, Object>();
        evidence.put("contradicted", verification.isContradicted());
        evidence.put("log", log.origin());
        evidence.put("key", Note.vkey(log.origin(), key));
        List<Object> entries = new ArrayList<>();
        for (ProofCheck check : verification.proofs()) {
            switch (check) {
                case ProofCheck.Pending pending ->
                    entries.add(Map.of("subject", pending.subject(), "published", false));
                case ProofCheck.Checked checked -> entries.add(entry(checked));
            }
        }
        evidence.put("entries", entries);
        return evidence;
    }

    private static Map<String, Object> entry(ProofCheck.Checked checked) {
        JsonNode entry = CanonicalJson.MAPPER.readTree(checked.entry().json());
        var out = new LinkedHashMap<String, Object>();
        out.put("subject", checked.subject());
        out.put("published", true);
        out.put("holds", checked.holds());
        out.put("entry", entry);
        if (checked.subject().equals("issued")) {
            out.put("salt", checked.salt());
        }
        out.put("index", checked.index());
        out.put("tree_size", checked.treeSize());
        out.put(
                "proof",
                checked.path().stream().map(step -> step.sibling().base64()).toList());
        out.put("root", checked.root().base64());
        out.put("checkpoint", checked.checkpoint());
        return out;
    }
}
