package tw.qiao.platform.reconciliation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.log.Mirror;
import tw.qiao.platform.exchange.NodeLog;
import tw.qiao.platform.exchange.NodeLogs;

/** Follows all logs and compares them, every few seconds. A log that is slow or away does not hold up the others. */
@Component
class Reconciliation implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final NodeLogs logs;
    private final LogMirrors mirrors;
    private final LogStates states;
    private final EntryRows rows;
    private final LogFindings logFindings;
    private final Comparison comparison;
    private final ReconciliationProperties properties;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean isRunning = new AtomicBoolean();

    Reconciliation(
            NodeLogs logs,
            LogMirrors mirrors,
            LogStates states,
            EntryRows rows,
            LogFindings logFindings,
            Comparison comparison,
            ReconciliationProperties properties,
            Clock clock) {
        this.logs = logs;
        this.mirrors = mirrors;
        this.states = states;
        this.rows = rows;
        this.logFindings = logFindings;
        this.comparison = comparison;
        this.properties = properties;
        this.clock = clock;
    }

    /** Hands the round to a thread of its own, because mirrors wait for others. */
    @Scheduled(initialDelayString = "PT5S", fixedDelayString = "${qiao.reconciliation.every:5s}")
    void start() {
        if (logs.isThere() && isRunning.compareAndSet(false, true)) {
            threads.execute(() -> {
                try {
                    round();
                } catch (Problem | DataAccessException later) {
                    LOG.warn("Reconciliation goes on later: {}", later.getMessage());
                } finally {
                    isRunning.set(false);
                }
            });
        }
    }

    private void round() {
        round(logs.all());
    }

    /** Follows {@code all} logs, and compares them. */
    void round(List<NodeLog> all) {
        var work = all.stream().map(log -> threads.submit(() -> follow(log))).toList();
        for (var each : work) {
            try {
                each.get();
            } catch (ExecutionException failure) {
                LOG.warn("A log is followed later", failure.getCause());
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        Instant now = clock.instant();
        comparison.run(now);
        var origins = all.stream().map(NodeLog::origin).collect(Collectors.toSet());
        if (!origins.isEmpty()) {
            logFindings.silent(origins, now.minus(properties.silent()), now);
        }
    }

    private void follow(NodeLog log) {
        Instant now = clock.instant();
        LogState state = states.of(log, now);
        try {
            Mirror mirror = mirrors.of(log);
            mirror.update(log.files(), PATIENCE);
            if (take(mirror, state)) {
                states.checked(state.id(), now);
            }
        } catch (Problem problem) {
            states.troubled(state.id(), problem.code());
            if (problem.code().equals("log_forked")) {
                take(mirrors.of(log), state);
                logFindings.forked(state, now);
            }
            if (!problem.code().equals(state.trouble())) {
                LOG.warn("The log {} is not followed: {}", log.origin(), problem.getMessage());
            }
        }
    }

    /** Whether all that is mirrored is in the tables now, as far as this process knows. */
    private boolean take(Mirror mirror, LogState state) {
        long next = state.size();
        while (next < mirror.size()) {
            var contents = mirror.entries(next);
            if (!rows.add(state, next, contents, clock.instant())) {
                return false;
            }
            next += contents.size();
        }
        return true;
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
