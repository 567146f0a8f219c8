package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Rows in which all places along the last chain of a lattice are one text: so many times more of them come in one
 * answer, and at a fraction of the cost. Of times only the narrowest key is in it, as that tells the others.
 */
final class Packing {
    /** Stands between records. */
    private static final char RECORD = '\u001e';

    /** Stands between fields. */
    private static final char FIELD = '\u001f';

    private final Lattice lattice;
    private final int last;
    private final boolean times;

    Packing(Lattice lattice) {
        this.lattice = lattice;
        this.last = lattice.chains().size() - 1;
        this.times = lattice.chains().get(last).isTime() && !lattice.isOfStates();
    }

    /** Packs the rows of a statement that finds the sums at the narrowest levels. */
    String sql(String narrowest) {
        List<String> others = IntStream.range(0, last)
                .boxed()
                .flatMap(chain -> lattice.columns(chain).stream())
                .toList();
        List<String> keys = lattice.columns(last);
        var fields = new ArrayList<String>();
        (times ? List.of(keys.getLast()) : keys).forEach(key -> fields.add(plain(key)));
        lattice.sums().forEach(sum -> fields.add("coalesce(cast(" + sum + " as varchar), '')"));
        String record = String.join(" || chr(" + (int) FIELD + ") || ", fields);
        String packed = "string_agg(" + record + ", chr(" + (int) RECORD + ")) as packed";
        String from = " from (" + narrowest + ") as narrowest";
        String by = String.join(", ", others);
        return by.isEmpty() ? "select " + packed + from : "select " + by + ", " + packed + from + " group by " + by;
    }

    /** A key that no value of a table can make look like several. */
    private static String plain(String key) {
        return "replace(replace(" + key + ", chr(" + (int) RECORD + "), ' '), chr(" + (int) FIELD + "), ' ')";
    }

    /** What was packed. */
    List<Lattice.Row> rows(List<JsonNode> packed) {
        var rows = new ArrayList<Lattice.Row>();
        var coordinates = new HashMap<String, String>();
        for (JsonNode row : packed) {
            JsonNode text = row.get(row.size() - 1);
            if (!text.isNull()) {
                List<String> place = lattice.place(row, last);
                for (String record : split(text.asString(), RECORD)) {
                    rows.add(row(place, split(record, FIELD), coordinates));
                }
            }
        }
        return rows;
    }

    private Lattice.Row row(List<String> others, List<String> fields, Map<String, String> coordinates) {
        int keys = fields.size() - lattice.sums().size();
        String key = String.join(String.valueOf(FIELD), fields.subList(0, keys));
        var place = new ArrayList<>(others);
        place.add(coordinates.computeIfAbsent(key, _ -> times ? time(key) : Coordinates.of(fields.subList(0, keys))));
        return new Lattice.Row(place, fields.subList(keys, fields.size()));
    }

    private static List<String> split(String text, char by) {
        var parts = new ArrayList<String>();
        int begin = 0;
        for (int end = text.indexOf(by); end >= 0; end = text.indexOf(by, begin)) {
            parts.add(text.substring(begin, end));
            begin = end + 1;
        }
        parts.add(text.substring(begin));
        return parts;
    }

    /** The coordinate of a time by its narrowest key. */
    private String time(String key) {
        List<TimeLevel> levels =
                Moments.LEVELS.subList(0, lattice.chains().get(last).keys().size());
        return levels.stream()
                .map(level -> key.equals(Level.UNKNOWN)
                        ? key
                        : level.key(levels.getLast().first(key)))
                .collect(Collectors.collectingAndThen(Collectors.toList(), Coordinates::of));
    }
}
