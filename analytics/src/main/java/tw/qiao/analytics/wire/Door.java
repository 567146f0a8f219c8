package tw.qiao.analytics.wire;

import java.util.Optional;

/** Knows who may come in. */
@FunctionalInterface
public interface Door {
    /** The desk of {@code user} when {@code token} is hers; compared in constant time. */
    Optional<Desk> open(String user, String token);
}
