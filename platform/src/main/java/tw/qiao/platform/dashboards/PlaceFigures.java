package tw.qiao.platform.dashboards;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import tw.qiao.analytics.cubes.CubeAnswer;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;

/**
 * Figures of places as far as they may be told, by the code of the place; a village's is its township's code, a slash
 * and its name. Lists instead of maps, and one cell for equal figures, because years of all villages are kept.
 *
 * @param names what the cells of a place are
 */
record PlaceFigures(List<String> names, SequencedMap<String, List<Cell>> byPlace) {
    /**
     * Reads an answer that is parted by the levels of a place.
     *
     * @param root the code of the place that all rows together are
     */
    static PlaceFigures of(CubeAnswer answer, String root, List<String> levels, List<String> figures) {
        Result result = answer.result();
        List<Integer> keys = levels.stream().map(level -> key(result, level)).toList();
        return of(result, keys, root, figures);
    }

    static PlaceFigures of(Result result, List<Integer> keys, String root, List<String> figures) {
        List<Integer> columns =
                figures.stream().map(name -> result.columns().indexOf(name)).toList();
        var shared = new HashMap<Cell, Cell>();
        var places = new LinkedHashMap<String, List<Cell>>();
        for (List<Cell> row : result.rows()) {
            places.put(
                    code(row, keys, root),
                    columns.stream()
                            .map(column -> shared.computeIfAbsent(row.get(column), cell -> cell))
                            .toList());
        }
        return new PlaceFigures(figures, places);
    }

    /** Where the keys of a level stand: beside their names, or in their place where keys are names. */
    static int key(Result result, String level) {
        int coded = result.columns().indexOf(level + "_code");
        return coded >= 0 ? coded : result.columns().indexOf(level);
    }

    /** The code of a row's place; rows of all together have a total instead of a key, which is no text or no code. */
    static String code(List<Cell> row, List<Integer> keys, String root) {
        String code = root;
        for (int i = 0; i < keys.size(); i++) {
            if (!(row.get(keys.get(i)) instanceof Cell.Text(String text)) || isTotal(text)) {
                return code;
            }
            code = text.matches("\\d+") ? text : code + "/" + text;
        }
        return code;
    }

    static boolean isTotal(String label) {
        return label.equals("合計") || label.equals("Total");
    }

    /** A measure of a place; unknown where there is none. */
    Cell cell(String place, Measure measure) {
        return measure.formula().of(name -> cell(place, name));
    }

    /** A figure of a place; unknown where there is none. */
    Cell cell(String place, String figure) {
        int index = names.indexOf(figure);
        List<Cell> cells = byPlace.getOrDefault(place, List.of());
        return index < 0 || cells.isEmpty() ? Cells.UNKNOWN : cells.get(index);
    }

    /** The villages of a township. */
    List<String> villages(String township) {
        var villages = new ArrayList<String>();
        byPlace.keySet().stream()
                .filter(code -> code.startsWith(township + "/"))
                .forEach(villages::add);
        return villages;
    }

    /** These figures with more of the same places; places of which only the others know something are left out. */
    PlaceFigures with(PlaceFigures others) {
        var all = new ArrayList<>(names);
        all.addAll(others.names);
        var joined = new LinkedHashMap<String, List<Cell>>();
        byPlace.keySet()
                .forEach(place -> joined.put(
                        place,
                        all.stream()
                                .map(name -> names.contains(name) ? cell(place, name) : others.cell(place, name))
                                .toList()));
        return new PlaceFigures(List.copyOf(all), joined);
    }
}
