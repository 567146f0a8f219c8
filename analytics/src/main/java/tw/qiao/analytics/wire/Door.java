package tw.qiao.analytics.wire;

import java.util.Optional;

/** Knows who may come in. */
@FunctionalInterface
public interface Door {
    /** What {@code user} must prove and what she then finds; empty when there is no such user. */
    Optional<Entry> entry(String user);

    /** A secret, and the desk for whoever knows it. */
    record Entry(ScramSecret secret, Desk desk) {}
}
