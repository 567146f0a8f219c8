package tw.qiao.platform.reports;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import tw.qiao.kernel.Problem;

/**
 * Makes reports that are due or were asked for, one after the other. Any number of platforms may do so at once: the
 * database says who does what.
 */
@Service
class ReportMaking {
    private static final Logger LOG = LoggerFactory.getLogger(ReportMaking.class);
    private static final int MOST_ATTEMPTS = 3;

    /** Longer than any run takes: a minute for each table, and printing. */
    static final Duration LEASE = Duration.ofMinutes(10);

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int MOST_BYTES = 30 * 1024 * 1024;

    private final ReportSchedules schedules;
    private final ReportRuns runs;
    private final ReportShelf shelf;
    private final ReportFiles files;
    private final ReportPublication publication;
    private final Semaphore turn = new Semaphore(1);

    ReportMaking(
            ReportSchedules schedules,
            ReportRuns runs,
            ReportShelf shelf,
            ReportFiles files,
            ReportPublication publication) {
        this.schedules = schedules;
        this.runs = runs;
        this.shelf = shelf;
        this.files = files;
        this.publication = publication;
    }

    /** Looks at the clock, and leaves the work to a thread of its own: others wait for this one. */
    @Scheduled(initialDelayString = "${qiao.reports.every:5s}", fixedDelayString = "${qiao.reports.every:5s}")
    void wake() {
        if (turn.tryAcquire()) {
            Thread.ofVirtual().name("reports").start(() -> {
                try {
                    work();
                } catch (RuntimeException failure) {
                    LOG.warn(
                            "Reports cannot be made now: {}", failure.getClass().getSimpleName());
                } finally {
                    turn.release();
                }
            });
        }
    }

    /** Makes all that is due now. */
    void work() {
        while (schedules.fire() > 0) {
            LOG.debug("Schedules have become runs");
        }
        for (Optional<ReportRun> run = runs.claim(LEASE); run.isPresent(); run = runs.claim(LEASE)) {
            make(run.get());
        }
    }

    private void make(ReportRun run) {
        try {
            if (run.attempts() > MOST_ATTEMPTS) {
                throw Problem.of("report_interrupted", 500, false, "The platform ended each time it made this");
            }
            ReportFiles.Made made = files.make(run, shelf.require(run.report()));
            publication.publish(run, bounded(made));
        } catch (Problem problem) {
            ended(run, problem.code(), problem.retryable());
        } catch (RuntimeException failure) {
            LOG.error("The run {} of a report failed", run.id(), failure);
            ended(run, "report_failed", true);
        }
    }

    private static ReportFiles.Made bounded(ReportFiles.Made made) {
        if (made.files().values().stream().anyMatch(file -> file.length > MOST_BYTES)) {
            throw Problem.invalid("report_too_large", "A file of a report has at most " + MOST_BYTES + " bytes");
        }
        return made;
    }

    private void ended(ReportRun run, String code, boolean retryable) {
        LOG.info("The run {} of a report ended with {}", run.id(), code);
        if (retryable && run.attempts() < MOST_ATTEMPTS) {
            runs.postpone(run, PAUSE, code);
        } else {
            runs.failed(run, code);
        }
    }
}
