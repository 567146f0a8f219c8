package tw.qiao.analytics.feeds;

import java.util.stream.Collectors;
import tw.qiao.analytics.engine.Sql;
import tw.qiao.analytics.engine.Workbench;

/**
 * The table {@code h3_cells} for recipes that name it: in which township each H3 cell of resolution 7 lies that reaches
 * into Taiwan, by the cell's centre.
 */
final class H3Cells {
    private static final String TABLE = "h3_cells";

    private H3Cells() {}

    static void provide(Workbench workbench, Feed feed) {
        if (!feed.recipe().contains(TABLE)) {
            return;
        }
        String rows = Townships.resource("/boundaries/h3-cells.csv")
                .lines()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> "(" + Sql.text(cells[0]) + ", " + Sql.text(cells[1]) + ")")
                .collect(Collectors.joining(", "));
        workbench.execute("create or replace temp table " + TABLE + " as select * from (values " + rows
                + ") as cells (cell, township_code)");
    }
}
