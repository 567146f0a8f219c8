package tw.qiao.platform.reports;

import java.util.List;
import java.util.Map;
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

    ReportPublication(
            ReportRuns runs,
            PublishedFiles files,
            ReportSubscriptions subscriptions,
            ReportRecipients recipients,
            ApplicationEventPublisher events) {
        this.runs = runs;
        this.files = files;
        this.subscriptions = subscriptions;
        this.recipients = recipients;
        this.events = events;
    }

    /** Publishes; nothing happens when somebody else took the run over. */
    @Transactional
    void publish(ReportRun run, List<String> provenance, Map<FileFormat, byte[]> made) {
        if (!runs.done(run, provenance)) {
            return;
        }
        made.forEach((format, content) -> files.add(run.id(), format, content));
        subscriptions.subscribers(run.report()).forEach(account -> recipients.tell(account, run));
        events.publishEvent(new ReportPublished(run.id()));
    }
}
