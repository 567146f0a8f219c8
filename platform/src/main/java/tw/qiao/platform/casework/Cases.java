package tw.qiao.platform.casework;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.casework.CaseEvent.Details;
import tw.qiao.platform.casework.Procedure.Guard;
import tw.qiao.platform.casework.Procedure.State;
import tw.qiao.platform.casework.Procedure.Step;

/**
 * Moves cases along their procedures. A step, its line in the history and all its {@linkplain Consequences
 * consequences} are one transaction.
 */
@Service
class Cases {
    private final CaseFiles files;
    private final CaseTerms terms;
    private final Consequences consequences;
    private final Stamps stamps;

    Cases(CaseFiles files, CaseTerms terms, Consequences consequences, Stamps stamps) {
        this.files = files;
        this.terms = terms;
        this.consequences = consequences;
        this.stamps = stamps;
    }

    /** Opens the case of a submission; does nothing when it is open already. */
    @Transactional
    void open(Procedure procedure, Opening opening) {
        Instant now = stamps.now();
        UUID id = stamps.id();
        var actor = Actor.applicant(opening.applicant(), opening.applicantName());
        Details data = Details.NONE.salted(stamps.salt());
        CaseEvent event =
                new CaseEvent(id, 1, now, actor, "submit", "", procedure.initial(), data, Chain.START, "").hashed();
        var file = new CaseFile(
                id,
                opening.submission(),
                opening.receiptNumber(),
                procedure.id(),
                procedure.agency(),
                opening.applicant(),
                opening.applicantName(),
                opening.subject(),
                procedure.initial(),
                false,
                null,
                1,
                event.hash(),
                now,
                terms.due(procedure),
                null,
                null,
                now);
        if (files.add(file)) {
            files.add(event);
            consequences.ofOpening(procedure, file, event);
        }
    }

    /** What a case is opened with. */
    record Opening(UUID submission, String receiptNumber, UUID applicant, String applicantName, String subject) {}

    /**
     * Takes a step.
     *
     * @param version the version that the actor saw
     * @throws CaseChanged when the case moved on meanwhile
     */
    @Transactional
    CaseFile take(Procedure procedure, CaseFile seen, int version, Actor actor, String action, Details details) {
        if (seen.version() != version) {
            throw new CaseChanged(seen.id());
        }
        Step step = allowed(procedure, seen, actor, action);
        Instant now = stamps.now();
        String target = step.target(seen.state());
        CaseEvent event = new CaseEvent(
                        seen.id(),
                        version + 1,
                        now,
                        actor,
                        action,
                        seen.state(),
                        target,
                        details.salted(stamps.salt()),
                        seen.head(),
                        "")
                .hashed();
        CaseFile moved = moved(procedure, seen, event);
        if (!files.replace(moved, version)) {
            throw new CaseChanged(seen.id());
        }
        files.add(event);
        consequences.of(step, procedure, moved, event);
        return moved;
    }

    private Step allowed(Procedure procedure, CaseFile file, Actor actor, String action) {
        Step step = procedure
                .step(action, file.state())
                .filter(found -> found.by() == actor.kind())
                .orElseThrow(() -> Problem.conflict(
                        "case_step_impossible", "The case is " + file.state() + ", where nobody can " + action));
        for (Guard guard : step.guards()) {
            if (!holds(guard, file, actor)) {
                throw refused(guard);
            }
        }
        return step;
    }

    /** Whether {@code guard} lets {@code actor} change {@code file}. */
    boolean holds(Guard guard, CaseFile file, Actor actor) {
        UUID account = actor.account();
        return switch (guard) {
            case UNASSIGNED -> file.assignee() == null;
            case ASSIGNEE -> account != null && file.isAssignedTo(account);
            case NOT_APPLICANT -> !file.applicant().equals(account);
            case APPLICANT -> file.applicant().equals(account);
            case SUPPLEMENT_OVERDUE -> terms.isSupplementOverdue(file);
        };
    }

    private static Problem refused(Guard guard) {
        return switch (guard) {
            case UNASSIGNED -> Problem.conflict("case_claimed", "Another officer handles the case");
            case ASSIGNEE -> Problem.forbidden("case_not_yours", "Claim the case before you handle it");
            case NOT_APPLICANT -> Problem.forbidden("case_own", "Nobody decides a case of her own");
            case APPLICANT -> Problem.notFound("case_unknown", "There is no such case");
            case SUPPLEMENT_OVERDUE -> Problem.conflict("case_supplement_running", "The applicant has time to correct");
        };
    }

    /** By when an applicant who is asked today corrects. */
    LocalDate supplementDue(Procedure procedure) {
        return terms.supplementDue(procedure);
    }

    private CaseFile moved(Procedure procedure, CaseFile file, CaseEvent event) {
        State before = procedure.state(file.state());
        State after = procedure.state(event.to());
        boolean resumes = before.paused() && !after.paused();
        boolean pauses = !before.paused() && after.paused();
        return new CaseFile(
                file.id(),
                file.submission(),
                file.receiptNumber(),
                file.procedure(),
                file.agency(),
                file.applicant(),
                file.applicantName(),
                file.subject(),
                after.id(),
                after.finished(),
                assignee(file, event),
                event.seq(),
                event.hash(),
                file.opened(),
                resumes ? terms.resumed(file.due(), file.pausedSince()) : file.due(),
                pauses ? terms.today() : resumes ? null : file.pausedSince(),
                event.data().due() != null ? event.data().due() : resumes ? null : file.supplementDue(),
                event.at());
    }

    private static CaseFile.@Nullable Assignee assignee(CaseFile file, CaseEvent event) {
        UUID account = event.actor().account();
        return switch (event.action()) {
            case "claim" ->
                account == null
                        ? null
                        : new CaseFile.Assignee(account, event.actor().name());
            case "return" -> null;
            default -> file.assignee();
        };
    }
}
