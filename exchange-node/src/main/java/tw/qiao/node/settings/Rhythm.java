package tw.qiao.node.settings;

import java.time.Duration;

/**
 * How often a node looks for what is new. Not in {@code node.json}: that a revocation counts within five seconds rests
 * on it. Tests look more often.
 *
 * @param registry between two looks at the registry and its revocations
 * @param witnesses between two rounds to the witnesses of its log
 * @param keys between two looks at the files of its keys
 */
public record Rhythm(Duration registry, Duration witnesses, Duration keys) {
    /** As nodes do by themselves. */
    public static final Rhythm CUSTOMARY =
            new Rhythm(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5));
}
