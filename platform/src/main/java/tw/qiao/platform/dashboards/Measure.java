package tw.qiao.platform.dashboards;

import java.util.List;
import java.util.function.Function;
import tw.qiao.analytics.egress.Cell;

/**
 * What a board shows of each place.
 *
 * @param name in addresses and in keys of messages
 * @param needs the figures from which it is computed
 * @param balance whether it is a difference that may be below zero, so that maps tell growth from decline
 */
record Measure(String name, List<String> needs, boolean balance, Formula formula) {
    /** Computes a measure from the figures of one place. */
    interface Formula {
        Cell of(Function<String, Cell> figures);
    }

    /** A figure as it is. */
    static Measure of(String name) {
        return new Measure(name, List.of(name), false, figures -> figures.apply(name));
    }

    /** One figure less another. */
    static Measure difference(String name, String more, String less) {
        return new Measure(
                name, List.of(more, less), true, figures -> Cells.minus(figures.apply(more), figures.apply(less)));
    }

    /** So many times one figure by another. */
    static Measure ratio(String name, String above, String below, long times, int digits) {
        return new Measure(
                name,
                List.of(above, below),
                false,
                figures -> Cells.ratio(figures.apply(above), figures.apply(below), times, digits));
    }
}
