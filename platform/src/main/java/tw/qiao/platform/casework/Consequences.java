package tw.qiao.platform.casework;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tw.qiao.platform.casework.Procedure.Step;
import tw.qiao.platform.forms.Supplements;

/**
 * What follows from a line of the history, in the same transaction: the message to the applicant, the end of a request
 * that she has not answered, and the event for other modules.
 */
@Component
class Consequences {
    private final CaseNotices notices;
    private final Supplements supplements;
    private final ApplicationEventPublisher events;

    Consequences(CaseNotices notices, Supplements supplements, ApplicationEventPublisher events) {
        this.notices = notices;
        this.supplements = supplements;
        this.events = events;
    }

    /** The case was opened. */
    void ofOpening(Procedure procedure, CaseFile file, CaseEvent event) {
        notices.send(procedure, file, event, procedure.openingNotice());
        events.publishEvent(
                new CaseOpened(file.id(), file.submission(), file.receiptNumber(), procedure.agency(), event.at()));
    }

    /** The case is where {@code step} has brought it. */
    void of(Step step, Procedure procedure, CaseFile file, CaseEvent event) {
        // Only a case that waits for the applicant may have a request that is open.
        if (!procedure.state(file.state()).paused()) {
            supplements.cancel(file.submission());
        }
        notices.send(procedure, file, event, step.notice());
        if (step.decision()) {
            events.publishEvent(decided(file, event));
        }
    }

    private static CaseDecided decided(CaseFile file, CaseEvent event) {
        String article = event.data().article();
        return new CaseDecided(
                file.id(),
                file.receiptNumber(),
                file.procedure(),
                file.agency(),
                event.action().equals("approve"),
                article == null ? "" : article,
                event.seq(),
                event.hash(),
                event.at());
    }
}
