package tw.qiao.analytics.counts;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many people there are, in one table, in its canonical form: two statements that differ in spelling alone are the
 * same question.
 *
 * @param columns by which people are grouped, in the order of the answer
 * @param sets for each kind of row the places of the columns that it names; the others are totals in it
 * @param condition who is counted, as {@link Conditions} writes it; empty for everybody
 */
public record CountQuestion(String table, List<String> columns, List<List<Integer>> sets, String condition) {
    /** Keeps copies. */
    public CountQuestion {
        columns = List.copyOf(columns);
        sets = sets.stream().map(List::copyOf).toList();
    }

    /** Whether each kind of row names one column less than the one before, from the last on. */
    boolean hierarchical() {
        return sets.stream().allMatch(set -> set.equals(places(set.size())));
    }

    /** Whether there are two columns with some totals in both. */
    boolean crossed() {
        return columns.size() == 2;
    }

    private static List<Integer> places(int size) {
        return IntStream.range(0, size).boxed().toList();
    }
}
