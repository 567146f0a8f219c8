package tw.qiao.platform.dashboards;

import java.util.List;
import tw.qiao.analytics.cubes.CubeAnswer;
import tw.qiao.analytics.cubes.CubeQuery;
import tw.qiao.analytics.cubes.Language;
import tw.qiao.analytics.egress.Result;
import tw.qiao.analytics.query.Query;
import tw.qiao.platform.warehouse.PublicFigures;

/** Asks the warehouse about tables in the states of one page. */
record Asking(PublicFigures figures, States states, KeptFigures kept) {
    private static final int MOST_ROWS = 20_000;
    private static final int SECONDS = 20;

    CubeAnswer cube(String cube, CubeQuery query, Language language) {
        return figures.answer(cube, query, states.snapshots(), language);
    }

    Result rows(String statement, String... parameters) {
        return figures.rows(new Query(statement, List.of(parameters), states.snapshots(), MOST_ROWS, SECONDS));
    }
}
