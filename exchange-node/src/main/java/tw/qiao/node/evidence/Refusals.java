package tw.qiao.node.evidence;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tw.qiao.kernel.Problem;
import tw.qiao.node.limit.Overload;

/**
 * Decides which refusals are recorded one by one. Where a node refuses because of overload, the refusals may be the
 * flood: of those with the same code, parties and grant, the first in a second gets its own entry, and the others of
 * that second one entry together, of kind {@code refusals} with their {@code count}. None is left out, and memory holds
 * no more than there are grants.
 */
final class Refusals implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Refusals.class.getName());

    private final Consumer<Facts> log;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("refusals").daemon().factory());
    private Map<Kind, Long> counts = new HashMap<>();
    private long second;

    private record Kind(String code, String peer, String client, String service, String grant) {
        static Kind of(Facts facts, Problem problem) {
            var values = facts.values();
            return new Kind(
                    problem.code(),
                    text(values, "peer_key"),
                    text(values, "client"),
                    text(values, "service"),
                    text(values, "grant"));
        }

        private static String text(Map<String, Object> values, String name) {
            return String.valueOf(values.getOrDefault(name, ""));
        }

        Facts facts() {
            var facts = Facts.ofMany();
            Map.of("code", code, "peer_key", peer, "client", client, "service", service, "grant", grant)
                    .forEach((name, value) -> {
                        if (!value.isEmpty()) {
                            facts.put(name, value);
                        }
                    });
            return facts;
        }
    }

    Refusals(Consumer<Facts> log, Clock clock) {
        this.log = log;
        this.clock = clock;
        var _ = timer.scheduleWithFixedDelay(this::flush, 1, 1, TimeUnit.SECONDS);
    }

    /** Whether a refusal gets its own entry; it is counted here otherwise. */
    boolean isOwnEntry(Facts facts, Problem problem) {
        return !Overload.isCauseOf(problem) || isFirst(Kind.of(facts, problem));
    }

    /** Whether it is the first of its kind in this second; counts it otherwise. */
    private boolean isFirst(Kind kind) {
        synchronized (this) {
            long now = clock.instant().getEpochSecond();
            if (now == second) {
                return counts.merge(kind, 0L, (count, none) -> count + 1) == 0;
            }
        }
        flush();
        synchronized (this) {
            return counts.merge(kind, 0L, (count, none) -> count + 1) == 0;
        }
    }

    private void flush() {
        Map<Kind, Long> full;
        long of;
        synchronized (this) {
            full = counts;
            of = second;
            counts = new HashMap<>();
            second = clock.instant().getEpochSecond();
        }
        full.forEach((kind, count) -> {
            if (count > 0) {
                write(kind, count, of);
            }
        });
    }

    private void write(Kind kind, long count, long of) {
        try {
            log.accept(kind.facts().put("count", count).put("second", of));
        } catch (Problem e) {
            LOG.log(System.Logger.Level.ERROR, "{0} refusals are not recorded yet: {1}", count, e.getMessage());
            synchronized (this) {
                counts.merge(kind, count, Long::sum);
            }
        }
    }

    @Override
    public void close() {
        timer.close();
        flush();
    }
}
