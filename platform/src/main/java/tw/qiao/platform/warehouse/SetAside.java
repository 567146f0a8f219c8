package tw.qiao.platform.warehouse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tw.qiao.analytics.intake.Reading;
import tw.qiao.analytics.intake.Rows;
import tw.qiao.analytics.intake.SourceFile;
import tw.qiao.kernel.Problem;

/**
 * Rows that an import set aside, those of one page.
 *
 * @param reasons how many rows fit what was searched for, by their reason
 * @param rows those of this page
 * @param number which page it is, from 1
 * @param last how many pages there are
 * @param all how many rows fit, of any reason
 */
public record SetAside(Map<String, Long> reasons, List<Row> rows, int number, int last, long all) {
    private static final int PAGE = 25;
    private static final int FIRST = 10;
    private static final int CELLS = 5;

    /** Somebody who set aside more than this has another file in her hands than she thinks. */
    private static final int MOST = 200_000;

    /**
     * One row, or one cell of it.
     *
     * @param line where it begins in the file
     * @param column what the file or the table calls the column; empty where the whole row is meant
     */
    public record Row(String file, long line, String column, String reason, String value) {
        /** Whether another value of the cell could mend it. */
        public boolean isCorrectable() {
            return line > 0 && !column.isEmpty() && !column.contains(",");
        }

        private boolean says(String words) {
            return (line + " " + column + " " + value).toLowerCase(Locale.ROOT).contains(words);
        }
    }

    /** What is searched for. */
    record Search(String reason, String words, int page) {}

    private static final SetAside NOTHING = new SetAside(Map.of(), List.of(), 1, 1, 0);

    /** The first rows that {@code one} set aside, or its check. */
    static SetAside first(FileImport one, WarehouseProperties properties) {
        Outcome outcome = one.outcome().isThere() ? one.outcome() : one.check();
        SetAside found = find(outcome, new Search("", "", 1), properties);
        return new SetAside(found.reasons(), found.rows().stream().limit(FIRST).toList(), 1, found.last(), found.all());
    }

    /** Those rows of {@code outcome} that fit {@code search}. */
    static SetAside find(Outcome outcome, Search search, WarehouseProperties properties) {
        Path file = file(outcome, properties);
        if (outcome.quarantine().isEmpty() || !Files.exists(file)) {
            return NOTHING;
        }
        var reasons = new LinkedHashMap<String, Long>();
        var fitting = new ArrayList<Row>();
        String words = search.words().toLowerCase(Locale.ROOT);
        for (Row row : rows(file)) {
            if (row.says(words)) {
                reasons.merge(row.reason(), 1L, Long::sum);
                if (search.reason().isEmpty() || search.reason().equals(row.reason())) {
                    fitting.add(row);
                }
            }
        }
        int last = Math.max(1, Math.ceilDiv(fitting.size(), PAGE));
        int number = Math.clamp(search.page(), 1, last);
        List<Row> shown = fitting.subList((number - 1) * PAGE, Math.min(fitting.size(), number * PAGE));
        return new SetAside(reasons, List.copyOf(shown), number, last, fitting.size());
    }

    private static List<Row> rows(Path file) {
        var read = new ArrayList<Row>();
        try (Rows rows = Rows.of(SourceFile.inspect(file), Reading.separated(','))) {
            rows.next(); // the header
            for (Optional<Rows.Row> row = rows.next(); row.isPresent() && read.size() < MOST; row = rows.next()) {
                List<String> cells = row.get().cells();
                if (cells.size() == CELLS && cells.get(1).matches("\\d{1,18}")) {
                    read.add(new Row(
                            cells.get(0), Long.parseLong(cells.get(1)), cells.get(2), cells.get(3), cells.get(4)));
                }
            }
        } catch (Problem broken) {
            return read;
        }
        return read;
    }

    /** The file with the list, which lies with the warehouse. */
    static Path file(Outcome outcome, WarehouseProperties properties) {
        return properties.quarantine().resolve(Path.of(outcome.quarantine()).getFileName());
    }
}
