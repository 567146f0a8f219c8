package tw.qiao.node.operations;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Counts exchanges by service, client and outcome. At most {@value #MOST} combinations are told apart; what comes after
 * them is counted as {@code other}, so that nobody can fill the memory or the monitoring with names.
 */
final class Crossings {
    private static final int MOST = 2000;
    private static final String OTHER = "other";

    /** Who asked what on which side. */
    private record Relation(String side, String service, String client) {
        String labels() {
            return Exposition.label("side", side)
                    + ","
                    + Exposition.label("service", service)
                    + ","
                    + Exposition.label("client", client);
        }
    }

    private record Outcome(Relation relation, String code) {}

    private final Map<Outcome, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final Map<Relation, Distribution> durations = new ConcurrentHashMap<>();
    private final Octets consumed = new Octets();
    private final Octets provided = new Octets();

    void count(Crossing crossing) {
        var relation = new Relation(crossing.side(), crossing.service(), crossing.client());
        find(
                        outcomes,
                        new Outcome(relation, crossing.code()),
                        new Outcome(new Relation(crossing.side(), OTHER, OTHER), OTHER),
                        LongAdder::new)
                .increment();
        find(durations, relation, new Relation(crossing.side(), OTHER, OTHER), Distribution::ofDurations)
                .observe(crossing.nanoseconds());
        var octets = crossing.side().equals(Crossing.CONSUMER) ? consumed : provided;
        octets.in.add(crossing.octetsIn());
        octets.out.add(crossing.octetsOut());
    }

    /** The octets of one side. */
    private static final class Octets {
        private final LongAdder in = new LongAdder();
        private final LongAdder out = new LongAdder();

        void write(Exposition exposition, String side) {
            String labels = Exposition.label("side", side) + ",";
            exposition.sample("qiao_exchange_octets_total", labels + Exposition.label("direction", "in"), in.sum());
            exposition.sample("qiao_exchange_octets_total", labels + Exposition.label("direction", "out"), out.sum());
        }
    }

    private static <K, V> V find(Map<K, V> all, K key, K other, Supplier<V> fresh) {
        V known = all.get(key);
        if (known != null) {
            return known;
        }
        return all.computeIfAbsent(all.size() < MOST ? key : other, _ -> fresh.get());
    }

    void write(Exposition out) {
        out.family("qiao_exchanges_total", "counter", "Exchanges by side, service, client and outcome");
        outcomes.forEach((outcome, count) -> out.sample(
                "qiao_exchanges_total",
                outcome.relation().labels() + "," + Exposition.label("code", outcome.code()),
                count.sum()));
        out.family("qiao_exchange_seconds", "histogram", "Time from the first to the last octet as the asker sees it");
        durations.forEach((relation, times) -> times.write(out, "qiao_exchange_seconds", relation.labels()));
        out.family("qiao_exchange_octets_total", "counter", "Octets of bodies that came in and went out");
        consumed.write(out, Crossing.CONSUMER);
        provided.write(out, Crossing.PROVIDER);
    }
}
