package tw.qiao.platform.dashboards;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tw.qiao.analytics.egress.Result;

/**
 * Figures that an analyst published as a board of her own (自製看板). They stay as they were on that day.
 *
 * @param source whom readers should name
 * @param headings the names of the columns, as many as the result has
 */
public record OwnBoard(
        UUID id,
        UUID account,
        String title,
        String explanation,
        String source,
        String unit,
        Chart.Kind kind,
        List<String> headings,
        String statement,
        Result result,
        Instant published) {
    static final String PATH = "/dashboards/own";

    /** Where everybody finds it. */
    public String path() {
        return PATH + "/" + id;
    }
}
