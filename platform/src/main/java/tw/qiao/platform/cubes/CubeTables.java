package tw.qiao.platform.cubes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.util.LinkedMultiValueMap;
import tw.qiao.analytics.cubes.AnswerTime;
import tw.qiao.analytics.cubes.Cube;
import tw.qiao.analytics.cubes.CubeAnswer;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.Cubes;
import tw.qiao.analytics.cubes.Dimension;
import tw.qiao.analytics.cubes.Grid;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.cubes.Level;
import tw.qiao.analytics.cubes.Title;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;
import tw.qiao.platform.site.Bilingual;
import tw.qiao.platform.warehouse.CubeAsking;

/** Tables of cubes for other modules, asked and laid out like the views of the explorer. */
@Service
public class CubeTables {
    private final CubeAsking asking;

    CubeTables(CubeAsking asking) {
        this.asking = asking;
    }

    /** The parts of a view's question, as it stands behind {@code ?} in its address. */
    public static Map<String, List<String>> parts(String question) {
        return CubeController.parameters(question);
    }

    /** Where the view of these parts is; a problem {@code cube_…} when there can be none. */
    public static String address(String cube, Map<String, List<String>> parts) {
        return view(cube, parts).address();
    }

    /** The same parts as the view itself writes them. */
    public static Map<String, List<String>> written(String cube, Map<String, List<String>> parts) {
        return parts(view(cube, parts).question());
    }

    /**
     * The table of a view that {@code analyst} may see; a problem {@code cube_…}, {@code query_…} or
     * {@code warehouse_…} when there is none.
     *
     * @param snapshot the state of the cube's table; empty for that of now
     */
    public CubeTable table(UUID analyst, String cube, Map<String, List<String>> parts, OptionalLong snapshot) {
        View view = view(cube, parts).at(snapshot);
        CubeAnswer answer = asking.answer(
                analyst,
                new CubeAsking.Asked(view.cube(), view.query(), Language.CHINESE, snapshot, view.address(), true));
        return table(view, answer, AnswerTime.of(view.cube(), view.query(), asking.coverage(view.cube(), snapshot)));
    }

    /** Of which time the cube {@code name} has rows at all; a problem as from {@link #table}. */
    public AnswerTime time(String name, OptionalLong snapshot) {
        Cube cube = Cubes.named(name);
        CubeQuery whole = CubeQuery.of(cube.measures().getFirst().name());
        return AnswerTime.of(cube, whole, asking.coverage(cube, snapshot));
    }

    /** The present state of the table of the cube {@code name}; empty when it never had rows. */
    public OptionalLong state(String name) {
        return asking.state(Cubes.named(name));
    }

    private static View view(String cube, Map<String, List<String>> parts) {
        return new ViewReader(Cubes.named(cube), new LinkedMultiValueMap<>(parts)).read();
    }

    private static CubeTable table(View view, CubeAnswer answer, AnswerTime time) {
        Grid grid = answer.grid();
        var headings = new ArrayList<Bilingual>();
        var names = new ArrayList<String>();
        var types = new ArrayList<String>();
        for (Grid.Part part : grid.parts()) {
            headings.add(new Bilingual(
                    part.level().title().chinese(), part.level().title().english()));
            names.add(part.level().name());
            types.add("VARCHAR");
        }
        for (Grid.Column column : grid.columns()) {
            headings.add(heading(column, levels(view), time));
            names.add(column.measure().name());
            types.add(column.measure().type().sql());
        }
        var pivot = new Pivot(view, answer, time, Language.CHINESE);
        var cells = Stream.concat(pivot.allRows().stream(), pivot.whole().stream())
                .map(row -> cells(grid, row, time))
                .toList();
        return new CubeTable(
                headings,
                new Result(names, types, cells, false, answer.result().provenance()),
                bilingual(pivot.units()),
                time.words().map(CubeTables::bilingual),
                time.incomplete().map(CubeTables::bilingual));
    }

    private static Bilingual bilingual(Title title) {
        return new Bilingual(title.chinese(), title.english());
    }

    /** The levels of what became columns; none when nothing did. */
    private static List<Level> levels(View view) {
        if (view.column().isEmpty()) {
            return List.of();
        }
        Dimension dimension = view.cube().dimension(view.column().get().dimension());
        Level last = dimension.level(view.column().get().level());
        return dimension.time().isPresent()
                ? List.of(last)
                : dimension.levels().subList(0, dimension.levels().indexOf(last) + 1);
    }

    private static Bilingual heading(Grid.Column column, List<Level> levels, AnswerTime time) {
        var title = column.measure().title();
        Optional<Title> mark = levels.isEmpty()
                ? Optional.empty()
                : time.mark(levels.getLast(), column.keys().getLast());
        String chinese = before(column.labels().stream(), mark.map(TimeMarks::chinese)) + title.chinese();
        String english = before(
                        IntStream.range(0, column.keys().size())
                                .mapToObj(i -> levels.get(i).label(column.keys().get(i), Language.ENGLISH)),
                        mark.map(TimeMarks::english))
                + title.english();
        return switch (column.aspect()) {
            case FIGURE -> new Bilingual(chinese, english);
            case BEFORE -> new Bilingual(chinese + "（比較期）", english + ", before");
            case CHANGE -> new Bilingual(chinese + "增減", english + ", change");
            case CHANGE_PERCENT -> new Bilingual(chinese + "增減％", english + ", change in %");
        };
    }

    private static String before(Stream<String> labels, Optional<String> mark) {
        String words = labels.distinct().collect(Collectors.joining(" "));
        return words.isEmpty() ? "" : words + mark.orElse("") + " ";
    }

    private static List<Cell> cells(Grid grid, Grid.Row row, AnswerTime time) {
        var cells = new ArrayList<Cell>();
        for (int part = 0; part < row.keys().size(); part++) {
            Level level = grid.parts().get(part).level();
            String key = row.keys().get(part);
            Optional<Title> mark = time.mark(level, key);
            String chinese =
                    row.labels().get(part) + mark.map(TimeMarks::chinese).orElse("");
            String english = level.label(key, Language.ENGLISH)
                    + mark.map(TimeMarks::english).orElse("");
            cells.add(new Cell.Text(chinese.equals(english) ? chinese : chinese + " " + english));
        }
        cells.addAll(row.cells());
        return cells;
    }
}
