package tw.qiao.platform.credentials;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Checkpoint;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.Hash;
import tw.qiao.kernel.log.InclusionProof;
import tw.qiao.kernel.log.WitnessPolicy;
import tw.qiao.platform.credentials.CertificateRecords.Anchor;

/** Puts every certificate and every change of status into the evidence log, and checks that they are there. */
@Component
class CertificateEvidence {
    private final CertificateRecords records;
    private final EvidenceLog log;
    private final WitnessPolicy policy;

    CertificateEvidence(CertificateRecords records, EvidenceLog log, WitnessPolicy evidenceWitnessPolicy) {
        this.records = records;
        this.log = log;
        this.policy = evidenceWitnessPolicy;
    }

    @ApplicationModuleListener
    void on(CertificateIssued event) {
        String id = event.certificate();
        var certificate = records.find(id).orElseThrow(Certificates::unknown);
        EvidenceEntry entry =
                EvidenceEntry.issued(certificate, records.anchor(id).salt());
        records.anchored(id, log.append(entry.key(), entry.bytes()));
    }

    @ApplicationModuleListener
    void on(CertificateStatusChanged event) {
        String id = event.certificate();
        var certificate = records.find(id).orElseThrow(Certificates::unknown);
        StatusChange change = records.changes(id).get(event.seq() - 1);
        EvidenceEntry entry = EvidenceEntry.changed(
                certificate, change, records.anchor(id, change.seq()).salt());
        records.anchored(id, change.seq(), log.append(entry.key(), entry.bytes()));
    }

    /**
     * Checks the issue and every change of status, from the stored record up to the checkpoint that was signed, and
     * cosigned by as many witnesses as the policy asks for; what these have not seen yet is pending.
     */
    List<ProofCheck> check(CertificateHistory history) {
        Certificate certificate = history.certificate();
        Checkpoint checkpoint = log.shown();
        Signed signed = signed(checkpoint);
        var checks = new ArrayList<ProofCheck>();
        Anchor anchor = records.anchor(certificate.id());
        checks.add(check("issued", EvidenceEntry.issued(certificate, anchor.salt()), anchor, checkpoint, signed));
        for (StatusChange change : history.changes()) {
            Anchor own = records.anchor(certificate.id(), change.seq());
            var entry = EvidenceEntry.changed(certificate, change, own.salt());
            checks.add(check(change.status().word(), entry, own, checkpoint, signed));
        }
        return checks;
    }

    /** What the signatures under a checkpoint are worth. */
    private enum Signed {
        ENOUGH,
        TOO_FEW,
        FALSE
    }

    private ProofCheck check(String subject, EvidenceEntry entry, Anchor anchor, Checkpoint checkpoint, Signed signed) {
        long index = anchor.logIndex().orElse(Long.MAX_VALUE);
        if (index >= checkpoint.size() || signed == Signed.TOO_FEW) {
            return new ProofCheck.Pending(subject);
        }
        InclusionProof proof = log.prove(index, checkpoint.size());
        Hash leaf = Hash.leaf(entry.bytes());
        return new ProofCheck.Checked(
                subject,
                entry,
                anchor.salt(),
                Arrays.equals(entry.bytes(), log.entry(index)),
                index,
                checkpoint.size(),
                leaf,
                ProofCheck.path(leaf, proof),
                checkpoint.root(),
                proof.proves(entry.bytes(), checkpoint.root()),
                signed == Signed.ENOUGH,
                checkpoint.note());
    }

    private Signed signed(Checkpoint checkpoint) {
        try {
            var believed = policy.verify(checkpoint.note());
            boolean isSame =
                    believed.origin().equals(log.origin()) && believed.root().equals(checkpoint.root());
            return isSame ? Signed.ENOUGH : Signed.FALSE;
        } catch (Problem refused) {
            return refused.code().equals("cosignatures_too_few") ? Signed.TOO_FEW : Signed.FALSE;
        }
    }
}
