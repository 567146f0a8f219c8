package tw.qiao.platform.alerts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tw.qiao.platform.alerts.Terms.Step;

/** Who is told when, in the order of a rule's chain. */
final class Chain {
    private Chain() {}

    /** Whom the opening of an alert is told. */
    static List<String> atOnce(Terms terms) {
        return terms.chain().stream()
                .filter(step -> step.hours() == 0)
                .map(Step::to)
                .toList();
    }

    /** The number of the first step that is later than {@code hours}; beyond the last one when there is none. */
    static int after(Terms terms, int hours) {
        return IntStream.range(0, terms.chain().size())
                .filter(i -> terms.chain().get(i).hours() > hours)
                .findFirst()
                .orElse(terms.chain().size());
    }

    /** When a step is due; empty when there is no such step. */
    static Optional<Instant> due(Terms terms, int step, Instant opened) {
        return step < terms.chain().size()
                ? Optional.of(opened.plus(terms.chain().get(step).hours(), ChronoUnit.HOURS))
                : Optional.empty();
    }
}
