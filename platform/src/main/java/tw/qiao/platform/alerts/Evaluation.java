package tw.qiao.platform.alerts;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.Problem;

/**
 * Evaluates rules when what they watch changed, and when the day came on which something should have. What a platform
 * that was away did not see is still there when it comes back.
 */
@Component
class Evaluation implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Evaluation.class);

    private final Rules rules;
    private final Observing observing;
    private final Settling settling;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean isRunning = new AtomicBoolean();

    Evaluation(Rules rules, Observing observing, Settling settling, Clock clock) {
        this.rules = rules;
        this.observing = observing;
        this.settling = settling;
        this.clock = clock;
    }

    /** Hands the round to a thread of its own, because queries take their time. */
    @Scheduled(initialDelayString = "${qiao.alerts.every:PT30S}", fixedDelayString = "${qiao.alerts.every:PT30S}")
    void round() {
        if (isRunning.compareAndSet(false, true)) {
            threads.execute(() -> {
                try {
                    round(clock.instant());
                } catch (DataAccessException later) {
                    LOG.warn("Rules are evaluated later: {}", later.toString());
                } finally {
                    isRunning.set(false);
                }
            });
        }
    }

    /** Evaluates all rules for which something changed. */
    void round(Instant now) {
        rules.all().stream().filter(Rule::enabled).forEach(rule -> evaluate(rule, now));
    }

    /** Evaluates a rule unless it would find the same as before. */
    void evaluate(Rule rule, Instant now) {
        String before = "";
        try {
            before = observing.mark(rule, rules.stamps(rule.id()), now);
            boolean asked = rule.evaluations() > 0 || !rule.fault().isEmpty();
            if (asked && before.equals(rule.mark())) {
                return;
            }
            Observation seen = observing.observe(rule.terms(), now, Map.of(), null);
            settling.settle(rule, seen, mark(rule, seen, now));
        } catch (Problem problem) {
            LOG.info("The rule {} is not evaluated: {}", rule.id(), problem.code());
            boolean again = problem.retryable() || before.isEmpty();
            rules.failed(rule, again ? "" : observing.mark(rule, List.of(), now), problem.code());
        } catch (RuntimeException failure) {
            LOG.warn("The rule {} is evaluated later: {}", rule.id(), failure.toString());
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }

    /** The snapshots that were read, not those that came meanwhile. */
    private String mark(Rule rule, Observation seen, Instant now) {
        if (!rule.terms().kind().asks()) {
            return observing.mark(rule, seen.stamps(), now);
        }
        List<String> stamps = seen.stamps();
        return stamps.isEmpty() ? "v" + rule.version() : "v" + rule.version() + " " + String.join(" ", stamps);
    }
}
