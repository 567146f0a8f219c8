package tw.qiao.platform.dashboards;

import java.util.List;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.platform.dashboards.BoardPage.Line;
import tw.qiao.platform.site.Page;

/**
 * The main finding about a place in one sentence or two.
 *
 * @param lines its parts, the largest first
 */
record Finding(Page page, List<Line> lines) {
    private static final int LEADERS = 3;

    String of(Cell cell, String place, String measure, String unit) {
        if (!(cell instanceof Cell.Figure)) {
            return page.text(
                    cell instanceof Cell.Suppressed ? "dashboards.sentence.untold" : "dashboards.sentence.none");
        }
        String value = page.text("dashboards.sentence.value", place, measure, Numbers.words(cell), unit);
        return lines.size() < 2 ? value : value + page.text("dashboards.sentence.leaders", leaders());
    }

    private String leaders() {
        return String.join(
                page.text("dashboards.and"),
                lines.stream()
                        .filter(line -> line.cell() instanceof Cell.Figure)
                        .limit(LEADERS)
                        .map(line -> line.name() + page.text("dashboards.bracketed", Numbers.words(line.cell())))
                        .toList());
    }
}
