package tw.qiao.platform.casework;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.casework.CaseEvent.Details;
import tw.qiao.platform.forms.Supplements;
import tw.qiao.platform.identity.SignedIn;

/** What officers do (承辦): every act names the version of the case that the officer saw. */
@Service
class Desk {
    private final Cases cases;
    private final CaseFiles files;
    private final Procedures procedures;
    private final CaseQueue queue;
    private final Supplements supplements;

    Desk(Cases cases, CaseFiles files, Procedures procedures, CaseQueue queue, Supplements supplements) {
        this.cases = cases;
        this.files = files;
        this.procedures = procedures;
        this.queue = queue;
        this.supplements = supplements;
    }

    /** The case, if it is one of the officer's agency; for others it does not exist. */
    CaseFile find(SignedIn officer, UUID id) {
        return files.find(id)
                .filter(file -> !officer.agency().isEmpty() && file.agency().equals(officer.agency()))
                .orElseThrow(() -> Problem.notFound("case_unknown", "There is no such case"));
    }

    /** Takes a step that needs no more than a comment: claim, return, resume. */
    @Transactional
    CaseFile take(SignedIn officer, UUID id, int version, String action, String comment) {
        CaseFile file = find(officer, id);
        return cases.take(
                procedures.get(file.procedure()),
                file,
                version,
                Actor.officer(officer),
                action,
                Details.saying(comment));
    }

    /** Claims the most urgent case that nobody handles; empty when every case is handled. */
    @Transactional
    Optional<CaseFile> takeNext(SignedIn officer) {
        return queue.lockNext(officer.agency()).map(file -> take(officer, file.id(), file.version(), "claim", ""));
    }

    /** Asks the applicant to correct answers, each for its reason. */
    @Transactional
    CaseFile requestSupplement(SignedIn officer, UUID id, int version, Map<String, String> reasons, String comment) {
        CaseFile file = find(officer, id);
        Procedure procedure = procedures.get(file.procedure());
        if (file.version() != version) {
            throw new CaseChanged(id);
        }
        var due = cases.supplementDue(procedure);
        UUID supplement = supplements.request(file.submission(), reasons, due);
        return cases.take(
                procedure,
                file,
                version,
                Actor.officer(officer),
                "request-supplement",
                Details.asking(supplement, reasons, due, comment));
    }

    /** Decides the case: {@code approve} or {@code reject}. */
    @Transactional
    CaseFile decide(SignedIn officer, UUID id, int version, Decision decision) {
        CaseFile file = find(officer, id);
        return cases.take(
                procedures.get(file.procedure()),
                file,
                version,
                Actor.officer(officer),
                decision.action(),
                Details.deciding(decision.comment(), decision.article()));
    }
}
