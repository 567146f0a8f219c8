package tw.qiao.kernel.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Which rows of a service a grant opens: those in which every condition holds.
 *
 * @param all the conditions, each on another column
 */
public record RowFilter(List<Condition> all) {
    private static final int MOST_CONDITIONS = 8;
    private static final int MOST_VALUES = 1000;

    public RowFilter {
        all = List.copyOf(all);
        var columns = all.stream().map(Condition::column).toList();
        if (all.isEmpty() || all.size() > MOST_CONDITIONS || new HashSet<>(columns).size() != columns.size()) {
            throw new IllegalArgumentException("A row filter has 1 to 8 conditions, each on another column");
        }
    }

    /**
     * A column has one of some values, or the value of the caller.
     *
     * @param column the column, whether it may be told or not
     * @param values the values that it may have; none where {@code caller} says it
     * @param caller what of the caller the column must be
     */
    public record Condition(String column, List<String> values, Optional<OfCaller> caller) {
        public Condition {
            values = List.copyOf(values);
            if (column.isEmpty() || values.isEmpty() == caller.isEmpty() || values.size() > MOST_VALUES) {
                throw new IllegalArgumentException("A condition has a column, and either values or the caller's");
            }
        }

        /** The values that the column may have where {@code client}, for example {@code TW/GOV/QIAO/portal}, asks. */
        public List<String> valuesFor(String client) {
            return caller.map(part -> List.of(part.of(client))).orElse(values);
        }
    }

    /** A part of the name of the subsystem that asks. */
    public enum OfCaller {
        /** {@code QIAO} of {@code TW/GOV/QIAO/portal}. */
        MEMBER_CODE,
        /** {@code TW/GOV/QIAO} of {@code TW/GOV/QIAO/portal}. */
        MEMBER,
        /** All of {@code TW/GOV/QIAO/portal}. */
        SUBSYSTEM;

        private String of(String client) {
            String member = client.substring(0, client.lastIndexOf('/'));
            return switch (this) {
                case MEMBER_CODE -> member.substring(member.lastIndexOf('/') + 1);
                case MEMBER -> member;
                case SUBSYSTEM -> client;
            };
        }
    }
}
