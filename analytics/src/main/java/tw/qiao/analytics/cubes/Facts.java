package tw.qiao.analytics.cubes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;

/** Figures that may be told, by the keys of their rows; {@link Level#ALL} stands for a total. */
final class Facts {
    private static final Cell NOTHING = new Cell.Missing(Column.Missing.UNKNOWN);

    private final Map<Place, Map<String, Cell>> figures = new LinkedHashMap<>();

    /** Where figures stand: their keys, and whether they are of the period with which another is compared. */
    record Place(List<String> keys, boolean before) {}

    void put(Place place, String sum, Cell figure) {
        figures.computeIfAbsent(place, _ -> new LinkedHashMap<>()).put(sum, figure);
    }

    /** Takes all figures of a result that {@link CubeStatement} found. */
    void take(Shape shape, Result result) {
        int span = result.columns().indexOf(CubeStatement.SPAN);
        for (List<Cell> row : result.rows()) {
            var keys = new ArrayList<String>();
            for (int key = 0; key < shape.keys(); key++) {
                keys.add(row.get(key) instanceof Cell.Text(String text) ? text : Level.ALL);
            }
            boolean before = span >= 0 && row.get(span).equals(new Cell.Text(CubeStatement.BEFORE));
            var place = new Place(List.copyOf(keys), before);
            shape.sums()
                    .forEach(name -> put(place, name, row.get(result.columns().indexOf(name))));
        }
    }

    /** A row that is there although nothing was found. */
    void putIfAbsent(Place place, String sum) {
        figures.computeIfAbsent(place, _ -> new LinkedHashMap<>()).putIfAbsent(sum, NOTHING);
    }

    /** The keys of all rows, those of the earlier period among them. */
    List<List<String>> keys() {
        return figures.keySet().stream().map(Place::keys).distinct().toList();
    }

    Cell figure(Place place, String sum) {
        return figures.getOrDefault(place, Map.of()).getOrDefault(sum, NOTHING);
    }
}
