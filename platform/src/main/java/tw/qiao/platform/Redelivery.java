package tw.qiao.platform;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gives events again to listeners that failed, so that a case does not wait for the next start of the platform because
 * something was away for a moment. What a crash interrupted is given again at the start.
 */
@Component
class Redelivery {
    private final FailedEventPublications failed;
    private final Duration wait;

    Redelivery(FailedEventPublications failed, @Value("${qiao.events.retry:15s}") Duration wait) {
        this.failed = failed;
        this.wait = wait;
    }

    @Scheduled(fixedDelayString = "${qiao.events.retry:15s}")
    void again() {
        failed.resubmit(ResubmissionOptions.defaults().withMinAge(wait));
    }
}
