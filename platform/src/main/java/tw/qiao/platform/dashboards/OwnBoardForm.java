package tw.qiao.platform.dashboards;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tw.qiao.analytics.egress.Result;
import tw.qiao.kernel.Text;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;

/** What an analyst types to publish a result as a board. */
public record OwnBoardForm(Map<String, String> typed) {
    /** How a board can be drawn. */
    public static final List<Chart.Kind> KINDS = List.of(Chart.Kind.LINE, Chart.Kind.COLUMNS, Chart.Kind.BARS);

    private static final String KIND = "form";
    private static final String TITLE = "title";
    private static final String SOURCE = "source";
    private static final String KEEPS_UP = "keeps-up";
    private static final String ON_WALL = "on-wall";
    private static final String YES = "yes";
    private static final int LONGEST_LINE = 120;
    private static final int LONGEST_SOURCE = 400; // of several tables
    private static final int LONGEST_EXPLANATION = 1_000;
    private static final int FEW = 12;

    /** Keeps a copy. */
    public OwnBoardForm {
        typed = Map.copyOf(typed);
    }

    /**
     * A form that proposes how {@code result} could be drawn.
     *
     * @param titles what its columns are called
     * @param source whose the data are; empty where nobody knows
     */
    static OwnBoardForm fresh(Result result, List<String> titles, String source) {
        String first = result.columns().getFirst();
        boolean time = result.types().getFirst().equals("DATE") || first.matches(".*(year|month|年|月|日期).*");
        Chart.Kind kind = time
                ? Chart.Kind.LINE
                : result.rows().size() <= FEW && result.columns().size() == 2 ? Chart.Kind.BARS : Chart.Kind.COLUMNS;
        var proposed = new HashMap<>(Map.of(KIND, kind.name(), KEEPS_UP, YES, SOURCE, source));
        for (int i = 0; i < titles.size(); i++) {
            proposed.put("heading-" + i, titles.get(i));
        }
        return new OwnBoardForm(proposed);
    }

    /** What stands in a field. */
    public String value(String field) {
        return typed.getOrDefault(field, "");
    }

    /** Whether a box is ticked. */
    public boolean isTicked(String field) {
        return value(field).equals(YES);
    }

    /** What the column of that number is called: as typed, else as in the result. */
    public String heading(int column, Result result) {
        return typed.getOrDefault("heading-" + column, result.columns().get(column));
    }

    /** All that is wrong. */
    InputErrors errors(Result result, Page page) {
        var errors = InputErrors.none();
        for (String field : List.of(TITLE, SOURCE)) {
            if (line(field).isEmpty()) {
                errors.add(field, page.text("dashboards.own." + field + ".missing"));
            }
        }
        for (String field : List.of(TITLE, "unit")) {
            check(errors, field, line(field), LONGEST_LINE, page);
        }
        check(errors, SOURCE, line(SOURCE), LONGEST_SOURCE, page);
        check(errors, "explanation", value("explanation"), LONGEST_EXPLANATION, page);
        for (int i = 0; i < result.columns().size(); i++) {
            String heading = heading(i, result).strip();
            if (heading.isEmpty()) {
                errors.add("heading-" + i, page.text("dashboards.own.heading.missing"));
            }
            check(errors, "heading-" + i, heading, LONGEST_LINE, page);
        }
        if (KINDS.stream().noneMatch(kind -> kind.name().equals(value(KIND)))) {
            errors.add(KIND, page.text("dashboards.own.form.missing"));
        }
        return errors;
    }

    private static void check(InputErrors errors, String field, String text, int longest, Page page) {
        if (text.length() > longest || !Text.isClean(text)) {
            errors.add(field, page.text("dashboards.own.long", longest));
        }
    }

    private String line(String field) {
        return value(field).strip();
    }

    /** The board in its first edition, when there are no errors; {@code lasting} ones may keep up. */
    OwnBoard board(UUID id, UUID account, String statement, Result result, boolean lasting, Instant published) {
        var headings = new ArrayList<String>();
        for (int i = 0; i < result.columns().size(); i++) {
            headings.add(heading(i, result).strip());
        }
        return new OwnBoard(
                id,
                account,
                line(TITLE),
                value("explanation").strip(),
                line(SOURCE),
                line("unit"),
                Chart.Kind.valueOf(value(KIND)),
                headings,
                statement,
                new OwnBoard.Use(lasting && isTicked(KEEPS_UP), isTicked(ON_WALL)),
                "",
                new OwnBoard.Edition(1, result, published));
    }
}
