package tw.qiao.platform.dashboards;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tw.qiao.analytics.egress.Result;
import tw.qiao.platform.warehouse.AnalystQuestions;

/**
 * Figures that an analyst published as a board of her own (自製看板), in one of its editions.
 *
 * @param source whom readers should name
 * @param headings the names of the columns, as many as the result has
 * @param use whether it keeps up with its tables, and whether it is shown on walls
 * @param fault the code of the problem for which it does not keep up any more; empty when there is none
 * @param edition 1 for the first; later ones come when the tables have changed
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
        Use use,
        String fault,
        Edition edition) {
    static final String PATH = "/dashboards/own";

    /** How many rows a board may have. */
    static final int MOST_ROWS = AnalystQuestions.MOST_RELEASED;

    /** How long its statement may take. */
    static final int SECONDS = 20;

    /**
     * What happens with a board after it was published.
     *
     * @param keepsUp a new edition comes when the tables of its statement have changed (資料更新後自動出新版)
     * @param onWall it takes its turn on wall screens
     */
    public record Use(boolean keepsUp, boolean onWall) {}

    /** The figures of one day. */
    public record Edition(int number, Result result, Instant published) {}

    /** An edition in a list. */
    public record EditionLine(int number, Instant published) {}

    /** Where everybody finds it. */
    public String path() {
        return PATH + "/" + id;
    }

    /** Where these figures are found whatever comes later. */
    public String citation() {
        return path() + "?edition=" + edition.number();
    }

    /** Where the figures as a file are. */
    public String download() {
        return path() + "/table.csv?edition=" + edition.number();
    }

    /** The same board with other figures. */
    OwnBoard with(Edition other) {
        return new OwnBoard(
                id, account, title, explanation, source, unit, kind, headings, statement, use, fault, other);
    }
}
