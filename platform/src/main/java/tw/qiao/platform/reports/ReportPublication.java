package tw.qiao.platform.reports;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what a run made and tells its subscribers, all in one transaction. */
@Service
class ReportPublication {
    private final ReportRuns runs;
    private final PublishedFiles files;
    private final ReportSubscriptions subscriptions;
    private final ReportRecipients recipients;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ReportPublication(
            ReportRuns runs,
            PublishedFiles files,
            ReportSubscriptions subscriptions,
            ReportRecipients recipients,
            ApplicationEventPublisher events,
            Clock clock) {
        this.runs = runs;
        this.files = files;
        this.subscriptions = subscriptions;
        this.recipients = recipients;
        this.events = events;
        this.clock = clock;
    }

    /** Publishes; nothing happens when somebody else took the run over. */
    @Transactional
    void publish(ReportRun run, ReportFiles.Made made) {
        if (!runs.done(run, made.values(), made.provenance())) {
            return;
        }
        Instant expires = clock.instant().plus(Duration.ofDays(made.keepDays()));
        made.files().forEach((format, content) -> files.add(run.id(), format, content, expires));
        subscriptions.subscribers(run.report()).forEach(account -> recipients.tell(account, run));
        events.publishEvent(new ReportPublished(run.id()));
    }
}
