package tw.qiao.analytics.counts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Clearance;
import tw.qiao.analytics.egress.CountLayout;
import tw.qiao.analytics.egress.Egress;
import tw.qiao.analytics.egress.Policy;
import tw.qiao.analytics.egress.Threshold;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Provenance;
import tw.qiao.kernel.CanonicalJson;

/** Withholds the counts of one answer that are too small, and those that its own totals would tell. */
final class SmallTallies {
    private static final String COUNT = "count";

    private SmallTallies() {}

    static void withhold(CountQuestion question, Collection<Tally> tallies, Threshold threshold) {
        if (question.sets().size() > 1 && (question.hierarchical() || question.crossed())) {
            withTotals(question, List.copyOf(tallies), threshold);
        } else {
            // what sums tell is found out together with earlier answers
            tallies.stream()
                    .filter(tally -> tally.people() > 0 && tally.people() < threshold.smallest())
                    .forEach(Tally::withhold);
        }
    }

    private static void withTotals(CountQuestion question, List<Tally> tallies, Threshold threshold) {
        List<String> names = IntStream.range(0, question.columns().size())
                .mapToObj(i -> "k" + i)
                .toList();
        CountLayout layout = question.hierarchical()
                ? CountLayout.byArea(names, COUNT)
                : CountLayout.crossed(names.subList(0, 1), names.getLast(), COUNT);
        var columns = new ArrayList<>(names);
        columns.add(COUNT);
        List<String> types = columns.stream().map(_ -> "VARCHAR").toList();
        List<JsonNode> rows = tallies.stream().map(SmallTallies::row).toList();
        var found = new Found(columns, types, rows, false, new Provenance(List.of(), ""));
        var told = new Egress(new Policy(Clearance.PUBLIC, Map.of())).counts(found, layout, threshold);
        for (int i = 0; i < tallies.size(); i++) {
            if (told.rows().get(i).getLast() instanceof Cell.Suppressed) {
                tallies.get(i).withhold();
            }
        }
    }

    /** A missing value is a place like others; nothing stands for a total. */
    private static JsonNode row(Tally tally) {
        ArrayNode row = CanonicalJson.MAPPER.createArrayNode();
        for (int i = 0; i < tally.values().size(); i++) {
            if (tally.set().contains(i)) {
                row.add(tally.values().get(i).toString());
            } else {
                row.addNull();
            }
        }
        return row.add(tally.people());
    }
}
