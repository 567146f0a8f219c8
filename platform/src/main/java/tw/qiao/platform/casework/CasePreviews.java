package tw.qiao.platform.casework;

import org.springframework.stereotype.Component;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.casework.CaseEvent.Details;
import tw.qiao.platform.notifications.Notices;

/** Shows officers the message that a step will send, before they take it. */
@Component
class CasePreviews {
    private final CaseNotices caseNotices;
    private final Notices notices;
    private final CaseTerms terms;
    private final Stamps stamps;

    CasePreviews(CaseNotices caseNotices, Notices notices, CaseTerms terms, Stamps stamps) {
        this.caseNotices = caseNotices;
        this.notices = notices;
        this.terms = terms;
        this.stamps = stamps;
    }

    /** What a request for corrections would say if it were sent today. */
    Details asking(Procedure procedure, OfficerInput input) {
        return Details.asking(stamps.id(), input.reasons(), terms.supplementDue(procedure), input.note());
    }

    /** The message that {@code action} would send. */
    Notices.Preview message(Procedure procedure, CaseFile file, Details details, String action) {
        String template = procedure
                .step(action, file.state())
                .map(Procedure.Step::notice)
                .orElseThrow(() -> Problem.conflict("case_step_impossible", "Nobody can do this in this state"));
        var event = new CaseEvent(
                file.id(),
                file.version() + 1,
                stamps.now(),
                Actor.PLATFORM,
                action,
                file.state(),
                file.state(),
                details,
                file.head(),
                "");
        return notices.preview(caseNotices.notice(procedure, file, event, template));
    }
}
