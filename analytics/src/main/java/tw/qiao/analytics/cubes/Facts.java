package tw.qiao.analytics.cubes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.egress.Cell;

/** Figures that may be told, by the keys of their rows; {@link Level#ALL} stands for a total. */
final class Facts {
    private static final Cell NOTHING = new Cell.Missing(Column.Missing.UNKNOWN);

    private final Map<Place, Map<String, Cell>> figures = new LinkedHashMap<>();

    /** Where figures stand: their keys, and whether they are of the period with which another is compared. */
    record Place(List<String> keys, boolean before) {}

    void put(Place place, String sum, Cell figure) {
        figures.computeIfAbsent(place, _ -> new LinkedHashMap<>()).put(sum, figure);
    }

    /** The keys of all rows, those of the earlier period among them. */
    List<List<String>> keys() {
        return figures.keySet().stream().map(Place::keys).distinct().toList();
    }

    Cell figure(Place place, String sum) {
        return figures.getOrDefault(place, Map.of()).getOrDefault(sum, NOTHING);
    }
}
