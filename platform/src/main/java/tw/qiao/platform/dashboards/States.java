package tw.qiao.platform.dashboards;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tw.qiao.platform.warehouse.PublicFigures;

/**
 * The states of the tables that a board reads.
 *
 * @param cited whether they were named in the address, so that the figures are those of a citation
 */
record States(Map<String, Long> snapshots, boolean cited) {
    private static final String STATE = "[a-z0-9_]{1,100}@\\d{1,19}";

    /** The tables as they are now. */
    static States now(List<String> tables, PublicFigures figures) {
        var snapshots = new TreeMap<String, Long>();
        tables.forEach(table -> snapshots.put(table, figures.state(table)));
        return new States(snapshots, false);
    }

    /**
     * States from an address, such as {@code births@123,deaths@456}; empty when they are not all of the tables' own.
     */
    static Optional<States> cited(String text, List<String> tables, PublicFigures figures) {
        var snapshots = new TreeMap<String, Long>();
        for (String state : text.split(",", -1)) {
            if (!state.matches(STATE)) {
                return Optional.empty();
            }
            int at = state.indexOf('@');
            try {
                snapshots.put(state.substring(0, at), Long.parseLong(state.substring(at + 1)));
            } catch (NumberFormatException tooLarge) {
                return Optional.empty();
            }
        }
        boolean known = snapshots.keySet().equals(Set.copyOf(tables))
                && snapshots.entrySet().stream()
                        .allMatch(state ->
                                figures.since(state.getKey(), state.getValue()).isPresent());
        return known ? Optional.of(new States(snapshots, true)) : Optional.empty();
    }

    /** As {@link #cited} reads it. */
    String text() {
        return snapshots.entrySet().stream()
                .map(state -> state.getKey() + "@" + state.getValue())
                .collect(Collectors.joining(","));
    }

    /** One stamp for each table, such as {@code births@123}. */
    List<String> stamps() {
        return List.of(text().split(","));
    }
}
