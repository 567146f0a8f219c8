package tw.qiao.platform.reports;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes files whose time is over, each night; their digests and receipts stay, so that copies can be verified. */
@Component
class ReportTidying {
    private static final Logger LOG = LoggerFactory.getLogger(ReportTidying.class);

    private final PublishedFiles files;
    private final Clock clock;

    ReportTidying(PublishedFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    @Scheduled(cron = "0 40 2 * * *", zone = "Asia/Taipei")
    void tidy() {
        int deleted = files.deleteExpired(clock.instant());
        if (deleted > 0) {
            LOG.info("{} files of reports were deleted, whose time was over", deleted);
        }
    }
}
