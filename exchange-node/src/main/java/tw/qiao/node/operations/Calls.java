package tw.qiao.node.operations;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What this node asks of others, be they nodes or systems: how long they take, how often they fail, when last seen. */
public final class Calls {
    private static final int MOST = 1000;

    private final Map<String, Callee> callees = new ConcurrentHashMap<>();
    private final String name;
    private final String label;
    private final Clock clock;

    Calls(String name, String label, Clock clock) {
        this.name = name;
        this.label = label;
        this.clock = clock;
    }

    /** What is known of one that is called. */
    private static final class Callee {
        private final Distribution durations = Distribution.ofDurations();
        private final LongAdder failures = new LongAdder();
        private volatile long answered;
        private volatile long failed;
    }

    /**
     * When one that is called was last seen.
     *
     * @param answered when it last answered
     * @param failing since when it has only failed, as far as it was asked: the time of its last failure
     */
    public record LastSeen(Optional<Instant> answered, Optional<Instant> failing) {}

    /** Notes an answer. */
    public void answered(String callee, long nanoseconds) {
        var known = find(callee);
        known.durations.observe(nanoseconds);
        known.answered = clock.millis();
    }

    /** Notes that there was no answer. */
    public void failed(String callee) {
        var known = find(callee);
        known.failures.increment();
        known.failed = clock.millis();
    }

    private Callee find(String callee) {
        var known = callees.get(callee);
        if (known != null) {
            return known;
        }
        return callees.computeIfAbsent(callees.size() < MOST ? callee : "other", _ -> new Callee());
    }

    /** Everyone that was called since the start. */
    public Map<String, LastSeen> lastSeen() {
        var all = new TreeMap<String, LastSeen>();
        callees.forEach((who, callee) -> all.put(
                who,
                new LastSeen(
                        moment(callee.answered),
                        callee.failed > callee.answered ? moment(callee.failed) : Optional.empty())));
        return all;
    }

    private static Optional<Instant> moment(long milliseconds) {
        return milliseconds == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(milliseconds));
    }

    void write(Exposition out) {
        out.family(name + "_seconds", "histogram", "Time until a " + label + " answered");
        callees.forEach((who, callee) -> callee.durations.write(out, name + "_seconds", Exposition.label(label, who)));
        out.family(name + "_failures_total", "counter", "Calls of a " + label + " that had no answer");
        callees.forEach((who, callee) ->
                out.sample(name + "_failures_total", Exposition.label(label, who), callee.failures.sum()));
        out.family(name + "_last_answer_timestamp_seconds", "gauge", "When a " + label + " last answered");
        callees.forEach((who, callee) -> out.sample(
                name + "_last_answer_timestamp_seconds",
                Exposition.label(label, who),
                (double) callee.answered / 1000));
    }
}
