package tw.qiao.analytics.counts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.query.Catalogue;
import tw.qiao.analytics.query.Found;
import tw.qiao.analytics.query.Queries;
import tw.qiao.analytics.query.Query;
import tw.qiao.kernel.Problem;

/** All people of a table in the smallest groups that some questions can tell apart, found in one statement. */
final class Crowd {
    private static final int MOST_GROUPS = 100_000;
    private static final int SECONDS = 60;

    private final List<String> columns;
    private final List<String> conditions;
    private final Found found;

    private Crowd(List<String> columns, List<String> conditions, Found found) {
        this.columns = columns;
        this.conditions = conditions;
        this.found = found;
    }

    /** @param questions the first gives the order of groups */
    static Crowd of(List<CountQuestion> questions, Optional<Long> snapshot, Queries queries, Catalogue catalogue) {
        String table = questions.getFirst().table();
        List<String> columns = questions.stream()
                .flatMap(question -> question.columns().stream())
                .distinct()
                .toList();
        var conditions = new TreeSet<String>();
        questions.forEach(question -> conditions.add(question.condition()));
        conditions.remove("");
        List<String> stated = List.copyOf(conditions);
        Map<String, Long> snapshots =
                snapshot.map(number -> Map.of(table, number)).orElse(Map.of());
        var query = new Query(sql(table, columns, stated), List.of(), snapshots, MOST_GROUPS, SECONDS);
        Found found = queries.run(query, catalogue);
        if (found.truncated()) {
            throw Problem.forbidden(
                    "egress_too_fine",
                    "Together with what you asked before, this parts people into more than " + MOST_GROUPS
                            + " groups; group by fewer columns");
        }
        return new Crowd(columns, stated, found);
    }

    private static String sql(String table, List<String> columns, List<String> conditions) {
        var selected = columns.stream().map(Sql::name).collect(Collectors.toCollection(ArrayList::new));
        conditions.forEach(condition -> selected.add("case when " + condition + " then 1 else 0 end"));
        String keys = IntStream.rangeClosed(1, selected.size())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        selected.add("count(*)");
        return "select " + String.join(", ", selected) + " from " + Sql.name(table)
                + (keys.isEmpty() ? "" : " group by " + keys + " order by " + keys);
    }

    /** How many groups there are. */
    int size() {
        return found.rows().size();
    }

    long people(int group) {
        JsonNode row = found.rows().get(group);
        return Long.parseLong(row.get(row.size() - 1).asString());
    }

    /** Whether a group is counted by {@code question}. */
    boolean isCounted(int group, CountQuestion question) {
        if (question.condition().isEmpty()) {
            return true;
        }
        int place = columns.size() + conditions.indexOf(question.condition());
        return found.rows().get(group).get(place).asInt() == 1;
    }

    /** What the columns of {@code set} say of a group; nothing for the others. */
    List<JsonNode> values(int group, CountQuestion question, List<Integer> set) {
        var values = new ArrayList<JsonNode>();
        for (int i = 0; i < question.columns().size(); i++) {
            int place = columns.indexOf(question.columns().get(i));
            values.add(set.contains(i) ? found.rows().get(group).get(place) : NullNode.getInstance());
        }
        return values;
    }

    /** The types of the columns of {@code question}, as the engine calls them. */
    List<String> types(CountQuestion question) {
        return question.columns().stream()
                .map(column -> found.types().get(columns.indexOf(column)))
                .toList();
    }

    /** The table and its state. */
    List<String> stamps() {
        return found.provenance().tables();
    }
}
