package tw.qiao.analytics.counts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** One row of an answer: whom it counts, and whether its count is told. */
final class Tally {
    private final List<Integer> set;
    private final List<JsonNode> values;
    private final List<Integer> groups = new ArrayList<>();
    private long people;
    private boolean told = true;

    private Tally(List<Integer> set, List<JsonNode> values) {
        this.set = set;
        this.values = values;
    }

    /** The rows of the answer to {@code question} by key, all told but {@code untold}. */
    static Map<String, Tally> of(CountQuestion question, Crowd crowd, Set<String> untold) {
        var tallies = new LinkedHashMap<String, Tally>();
        for (List<Integer> set : question.sets()) {
            if (set.isEmpty()) {
                // nobody at all is a row too
                List<JsonNode> nothing = Collections.nCopies(question.columns().size(), NullNode.getInstance());
                tallies.put(key(set, nothing), new Tally(set, nothing));
            }
            for (int group = 0; group < crowd.size(); group++) {
                if (crowd.isCounted(group, question)) {
                    List<JsonNode> values = crowd.values(group, question, set);
                    tallies.computeIfAbsent(key(set, values), _ -> new Tally(set, values))
                            .add(group, crowd.people(group));
                }
            }
        }
        tallies.forEach((key, tally) -> {
            if (untold.contains(key)) {
                tally.withhold();
            }
        });
        return tallies;
    }

    private static String key(List<Integer> set, List<JsonNode> values) {
        return set + values.toString();
    }

    private void add(int group, long more) {
        groups.add(group);
        people += more;
    }

    /** The columns that are named; the others are totals. */
    List<Integer> set() {
        return set;
    }

    List<JsonNode> values() {
        return values;
    }

    /** The places of the groups in the crowd. */
    List<Integer> groups() {
        return groups;
    }

    long people() {
        return people;
    }

    boolean isTold() {
        return told;
    }

    void withhold() {
        told = false;
    }
}
