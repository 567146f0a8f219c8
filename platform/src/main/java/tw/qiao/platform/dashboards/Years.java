package tw.qiao.platform.dashboards;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tw.qiao.analytics.cubes.CubeAnswer;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.egress.Cell;

/**
 * Which years a board offers.
 *
 * @param first the earliest, as some data begin with years of which places are not known
 */
record Years(String cube, String figure, Kind kind, String first) {
    /** When a year is there. */
    enum Kind {
        /** Its rows say the year alone. */
        PLAIN,
        /** It has a January and a December, so that its sums can be compared. */
        WHOLE,
        /** It has a December, whose end is shown. */
        ENDS
    }

    static Years of(Kind kind, String cube, String figure) {
        return new Years(cube, figure, kind, "");
    }

    /** The years, the newest first. */
    List<String> list(Asking asking) {
        boolean plain = kind == Kind.PLAIN;
        CubeAnswer answer =
                asking.cube(cube, CubeQuery.of(figure).by("time", plain ? "year" : "month"), Language.CHINESE);
        int key = PlaceFigures.key(answer.result(), plain ? "year" : "month");
        Set<String> times = new HashSet<>();
        for (List<Cell> row : answer.result().rows()) {
            if (row.get(key) instanceof Cell.Text(String text)) {
                times.add(text);
            }
        }
        var years = new TreeSet<String>();
        times.forEach(time -> years.add(time.substring(0, 4)));
        years.removeIf(year -> year.compareTo(first) < 0 || !isThere(year, times));
        return List.copyOf(years.descendingSet());
    }

    private boolean isThere(String year, Collection<String> times) {
        return switch (kind) {
            case PLAIN -> true;
            case WHOLE -> times.contains(year + "-01") && times.contains(year + "-12");
            case ENDS -> times.contains(year + "-12");
        };
    }
}
