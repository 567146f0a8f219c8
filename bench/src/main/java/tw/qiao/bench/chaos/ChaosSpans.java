package tw.qiao.bench.chaos;

import java.time.Duration;

/**
 * How long a run takes.
 *
 * @param kills for the rounds in which nodes are killed
 * @param calm to measure what the nodes carry
 * @param flood for five times as much
 */
public record ChaosSpans(Duration kills, Duration calm, Duration flood) {
    /** A tenth of the time is for the flood and the measurement before it. */
    private static final int FLOOD_PART = 20;

    private static final Duration LONGEST_CALM = Duration.ofSeconds(30);

    /** The parts of a run of {@code span}. */
    public static ChaosSpans of(Duration span) {
        var calm = Duration.ofSeconds(Math.clamp(span.toSeconds() / FLOOD_PART, 1, LONGEST_CALM.toSeconds()));
        return new ChaosSpans(span.minus(calm.multipliedBy(2)), calm, calm);
    }

    /** The same with a longer flood. */
    public ChaosSpans flooding(Duration longer) {
        return new ChaosSpans(kills, calm, longer);
    }
}
