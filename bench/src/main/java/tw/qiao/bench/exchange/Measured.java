package tw.qiao.bench.exchange;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/**
 * What one round with a topology came to.
 *
 * @param rate exchanges a second
 * @param p99 milliseconds
 * @param cpu microseconds of both hops for an exchange
 * @param failed answers with another status than 200
 */
record Measured(double rate, double p99, double cpu, int failed) {
    /** How many systems ask at once. */
    static final int CONNECTIONS = 32;

    /** Measures {@code topology} for some seconds, with as many messages of the given sizes as it carries. */
    static Measured closed(Topology topology, IntFunction<Size> sizes, int seconds) {
        return of(topology, sizes, seconds, Load::closed);
    }

    /** Measures {@code topology} for some seconds, with small messages at an even rate. */
    static Measured open(Topology topology, double rate, int seconds) {
        return of(topology, _ -> Size.SMALL, seconds, (load, span) -> load.open(span, rate));
    }

    private interface Asking {
        Load.Result run(Load load, Duration span);
    }

    private static Measured of(Topology topology, IntFunction<Size> sizes, int seconds, Asking asking) {
        try (var load = load(topology, sizes)) {
            asking.run(load, Duration.ofSeconds(1));
            Duration before = topology.processorTime();
            Load.Result result = asking.run(load, Duration.ofSeconds(seconds));
            double cpu = topology.processorTime().minus(before).toNanos() / 1000.0 / result.answered();
            return new Measured(result.rate(), result.milliseconds(99), cpu, result.failed());
        }
    }

    /** A load of messages of the given sizes on {@code topology}. */
    static Load load(Topology topology, IntFunction<Size> sizes) {
        var octets = topology.requests();
        return new Load(topology.port(), CONNECTIONS, number -> octets.get(sizes.apply(number)));
    }

    /** The round in the middle by {@code figure}. */
    static Measured middle(List<Measured> rounds, ToDoubleFunction<Measured> figure) {
        return rounds.stream()
                .sorted(Comparator.comparingDouble(figure))
                .toList()
                .get(rounds.size() / 2);
    }
}
