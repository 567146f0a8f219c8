package tw.qiao.analytics.feeds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tw.qiao.kernel.Problem;

/** Which cell of a row belongs to which column, as the first row of a file tells. */
final class Header {
    static final int UNNAMED = -1;
    static final int IGNORED = -2;

    private final Layout layout;
    private final List<String> cells;
    private final int[] positions;

    private Header(Layout layout, List<String> cells, int[] positions) {
        this.layout = layout;
        this.cells = cells;
        this.positions = positions;
    }

    /** The layout that knows all names in {@code cells}; a problem {@code feed_header} with what to do otherwise. */
    static Header of(String file, Feed feed, List<Layout> layouts, List<String> cells) {
        List<String> complaints = new ArrayList<>();
        for (Layout layout : layouts) {
            Optional<String> complaint = complaint(layout, cells);
            if (complaint.isEmpty()) {
                return new Header(layout, cells, positions(feed, layout, cells));
            }
            complaints.add(complaint.get());
        }
        throw Problem.invalid(
                "feed_header",
                file + " has another header than the feed " + feed.name() + " knows: "
                        + String.join("; or ", complaints)
                        + ". Is it another feed's file? If the publisher changed the header, add the name to the feed");
    }

    private static Optional<String> complaint(Layout layout, List<String> cells) {
        Map<String, String> names = names(layout);
        Set<String> unknown = new LinkedHashSet<>();
        Set<String> found = new HashSet<>();
        for (String cell : called(names, cells)) {
            String name = names.get(cell);
            if (name == null && !cell.isEmpty() && !layout.ignored().contains(cell)) {
                unknown.add(cell);
            } else if (name != null && !found.add(name)) {
                return Optional.of(
                        "the column " + cell + " is there twice; call the second " + cell + "#2 in the feed");
            }
        }
        List<String> missing = layout.columns().stream()
                .filter(column -> !column.optional() && !found.contains(column.name()))
                .map(column -> column.headers().getFirst())
                .toList();
        if (unknown.isEmpty() && missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of((missing.isEmpty() ? "" : "it lacks " + shortened(missing))
                + (missing.isEmpty() || unknown.isEmpty() ? "" : " and ")
                + (unknown.isEmpty() ? "" : "it has the unknown " + shortened(List.copyOf(unknown))));
    }

    private static String shortened(List<String> names) {
        int shown = Math.min(5, names.size());
        return String.join(", ", names.subList(0, shown))
                + (names.size() > shown ? " and " + (names.size() - shown) + " more" : "");
    }

    private static int[] positions(Feed feed, Layout layout, List<String> cells) {
        List<String> columns = feed.columns().stream().map(SourceColumn::name).toList();
        Map<String, String> names = names(layout);
        return called(names, cells).stream()
                .mapToInt(cell -> position(layout, columns, names.get(cell), cell))
                .toArray();
    }

    /**
     * What the feed calls the cells of a header: the second 代碼 is {@code 代碼#2} and a third cell without a name
     * {@code #3}, where the feed knows such a name.
     */
    private static List<String> called(Map<String, String> names, List<String> cells) {
        var seen = new HashMap<String, Integer>();
        var called = new ArrayList<String>();
        for (int i = 0; i < cells.size(); i++) {
            String plain = normal(cells.get(i));
            int times = seen.merge(plain, 1, Integer::sum);
            String counted = plain.isEmpty() ? "#" + (i + 1) : plain + "#" + times;
            called.add(names.containsKey(counted) ? counted : plain);
        }
        return called;
    }

    private static int position(Layout layout, List<String> columns, @Nullable String name, String cell) {
        if (name != null) {
            return columns.indexOf(name);
        }
        return layout.ignored().contains(cell) ? IGNORED : UNNAMED;
    }

    private static Map<String, String> names(Layout layout) {
        var names = new HashMap<String, String>();
        layout.columns().forEach(column -> column.headers().forEach(header -> names.put(header, column.name())));
        return names;
    }

    Layout layout() {
        return layout;
    }

    /** How many cells each row has. */
    int width() {
        return positions.length;
    }

    /** What the file calls the column of a cell. */
    String name(int cell) {
        return cells.get(cell).strip();
    }

    /** The place of a cell's column among the feed's columns, or {@link #UNNAMED} or {@link #IGNORED}. */
    int position(int cell) {
        return positions[cell];
    }

    /** Whether {@code row} says the same once more, perhaps in the other language. */
    boolean isRepeatedBy(List<String> row) {
        return row.size() == cells.size() && Arrays.equals(positions, positionsOf(row));
    }

    private int[] positionsOf(List<String> row) {
        Map<String, String> mine = names(layout);
        int[] places = new int[row.size()];
        List<String> called = called(mine, cells);
        for (int i = 0; i < places.length; i++) {
            String here = mine.get(called.get(i));
            boolean same = here == null ? normal(row.get(i)).isEmpty() : here.equals(mine.get(normal(row.get(i))));
            places[i] = same ? positions[i] : Integer.MIN_VALUE;
        }
        return places;
    }

    private static String normal(String cell) {
        return cell.replace('\u3000', ' ').strip();
    }
}
