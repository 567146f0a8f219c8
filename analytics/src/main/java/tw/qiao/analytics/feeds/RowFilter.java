package tw.qiao.analytics.feeds;

import java.util.List;
import tw.qiao.analytics.intake.Rows;
import tw.qiao.analytics.recipes.Correction;
import tw.qiao.analytics.recipes.Tally;

/** Tells rows of data from blank rows, notes, totals and repeated headers, and counts these. */
final class RowFilter {
    /** A header is repeated, in another language, right below the first. */
    private static final int HEADER_LINES = 3;

    private static final List<String> USUAL_TOTALS = List.of("合計", "總計", "小計");

    private final Feed feed;
    private final Header header;
    private final long lastHeaderLine;
    private final Tally tally;

    /** @param headerLine the line of the header */
    RowFilter(Feed feed, Header header, long headerLine, Tally tally) {
        this.feed = feed;
        this.header = header;
        this.lastHeaderLine = headerLine + HEADER_LINES - 1;
        this.tally = tally;
    }

    boolean isData(Rows.Row row) {
        List<String> cells = row.cells();
        boolean onlyFirst = true;
        for (int i = 1; i < cells.size() && onlyFirst; i++) {
            onlyFirst = cells.get(i).isBlank();
        }
        if (onlyFirst && cells.getFirst().isBlank()) {
            tally.add(Correction.BLANK_ROW);
            return false;
        }
        if (onlyFirst && feed.notes().stream().anyMatch(cells.getFirst()::startsWith)) {
            tally.add(Correction.NOTE_ROW);
            return false;
        }
        if (row.line() <= lastHeaderLine && header.isRepeatedBy(cells)) {
            tally.add(Correction.REPEATED_HEADER);
            return false;
        }
        return !isTotal(cells);
    }

    private boolean isTotal(List<String> cells) {
        if (feed.totals().isEmpty()) {
            if (endsWith(cells.getFirst(), USUAL_TOTALS)) {
                tally.add(Correction.LIKELY_TOTAL_ROW);
            }
            return false;
        }
        boolean total = cells.stream().anyMatch(cell -> endsWith(cell, feed.totals()));
        if (total) {
            tally.add(Correction.TOTAL_ROW);
        }
        return total;
    }

    /** Whether a cell says that its row is a total, such as 總計, 合　計 or 臺北市小計. */
    private static boolean endsWith(String cell, List<String> words) {
        int end = cell.length();
        while (end > 0 && isBlank(cell.charAt(end - 1))) {
            end--;
        }
        if (end == 0) {
            return false;
        }
        char last = cell.charAt(end - 1);
        for (String word : words) {
            if (word.charAt(word.length() - 1) == last
                    && cell.replace(" ", "").replace("\u3000", "").endsWith(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\u3000';
    }
}
