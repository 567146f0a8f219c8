package tw.qiao.node.operations;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import tw.qiao.kernel.log.LogWatch;

/** The measurements of a node since its start. Noting one costs well under a microsecond and never waits. */
public final class Metrics implements LogWatch {
    private final Crossings crossings = new Crossings();
    private final Calls peers;
    private final Calls services;
    private final Distribution logWaits = Distribution.ofDurations();
    private final Distribution logGroups = Distribution.ofSizes();
    private final Map<String, Gauge> gauges = new ConcurrentSkipListMap<>();

    private record Gauge(String type, String help, LongSupplier value) {}

    public Metrics(Clock clock) {
        this.peers = new Calls("qiao_peer", "peer", clock);
        this.services = new Calls("qiao_service", "service", clock);
    }

    /** Counts one exchange. */
    public void count(Crossing crossing) {
        crossings.count(crossing);
    }

    /** The calls of other nodes, by the names of their logs. */
    public Calls peers() {
        return peers;
    }

    /** The calls of this node's own services. */
    public Calls services() {
        return services;
    }

    @Override
    public void waited(long nanoseconds) {
        logWaits.observe(nanoseconds);
    }

    @Override
    public void written(int entries) {
        logGroups.observe(entries);
    }

    /** Tells {@code value} too, from now on, as something that goes up and down. */
    public void gauge(String name, String help, LongSupplier value) {
        gauges.put(name, new Gauge("gauge", help, value));
    }

    /** Tells {@code value} too, from now on, as something that only grows. */
    public void counter(String name, String help, LongSupplier value) {
        gauges.put(name, new Gauge("counter", help, value));
    }

    /** All measurements in the text format of Prometheus. */
    public String text() {
        var out = new Exposition();
        crossings.write(out);
        peers.write(out);
        services.write(out);
        out.family("qiao_log_wait_seconds", "histogram", "Time until an entry was durable in the evidence log");
        logWaits.write(out, "qiao_log_wait_seconds", "");
        out.family("qiao_log_group_entries", "histogram", "Entries that became durable together");
        logGroups.write(out, "qiao_log_group_entries", "");
        gauges.forEach((name, gauge) ->
                out.single(name, gauge.type(), gauge.help(), gauge.value().getAsLong()));
        Machine.write(out);
        return out.toString();
    }
}
