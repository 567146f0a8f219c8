package tw.qiao.platform.reports;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Checkpoint;
import tw.qiao.kernel.log.EvidenceLog;
import tw.qiao.kernel.log.InclusionProof;
import tw.qiao.kernel.log.TlogProof;

/** Puts the digest of every published file into the evidence log, and gives receipts. */
@Component
class ReportEvidence {
    private final PublishedFiles files;
    private final EvidenceLog log;

    ReportEvidence(PublishedFiles files, EvidenceLog log) {
        this.files = files;
        this.log = log;
    }

    @ApplicationModuleListener
    void on(ReportPublished published) {
        for (PublishedFile file : files.of(published.run())) {
            files.anchored(file, log.append(file.key(), file.entry()));
        }
    }

    /** Whether the log holds the very entry of this file. */
    boolean stands(PublishedFile file) {
        return file.logIndex().isPresent()
                && Arrays.equals(file.entry(), log.entry(file.logIndex().getAsLong()));
    }

    /** Whether the checkpoint that is shown reaches the entry, so that there is a receipt. */
    boolean isProven(PublishedFile file) {
        return file.logIndex().orElse(Long.MAX_VALUE) < log.shown().size();
    }

    /**
     * The receipt (收據) as JSON: what was committed to, its salt, the entry, and its proof (C2SP tlog-proof) up to the
     * checkpoint that the log shows; a problem {@code report_receipt_pending} while it does not reach the entry.
     */
    ObjectNode receipt(PublishedFile file) {
        if (!isProven(file)) {
            throw Problem.unavailable(
                    "report_receipt_pending", "The evidence log has not shown this entry yet; try again in a minute");
        }
        Checkpoint checkpoint = log.shown();
        InclusionProof proof = log.prove(file.logIndex().orElseThrow(), checkpoint.size());
        var tlogProof = new TlogProof(Optional.empty(), proof.index(), proof.hashes(), checkpoint.note());
        ObjectNode receipt = CanonicalJson.MAPPER.createObjectNode();
        receipt.set("statement", CanonicalJson.MAPPER.valueToTree(file.statement()));
        receipt.put("salt", file.salt());
        receipt.put("entry", new String(file.entry(), StandardCharsets.UTF_8));
        receipt.put("proof", tlogProof.toString());
        return receipt;
    }
}
