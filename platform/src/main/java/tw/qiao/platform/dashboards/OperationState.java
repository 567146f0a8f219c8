package tw.qiao.platform.dashboards;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.kernel.CanonicalJson;

/**
 * What may be told of the platform's operation at a moment.
 *
 * @param days how far it looks back
 */
record OperationState(int days, Instant at, List<Sheet> sheets) {
    /** The row that stands for all others together. */
    static final String TOTAL = "";

    private static final String UNTOLD = "*";

    OperationState {
        sheets = List.copyOf(sheets);
    }

    /**
     * One table; all names are below those before them in the messages.
     *
     * @param series the names of its columns
     * @param rows without any where nothing happened
     */
    record Sheet(String name, List<String> series, List<Row> rows) {
        Sheet {
            series = List.copyOf(series);
            rows = List.copyOf(rows);
        }

        List<Cell> column(int number) {
            return rows.stream().map(row -> row.cells().get(number)).toList();
        }
    }

    record Row(String name, List<Cell> cells) {
        Row {
            cells = List.copyOf(cells);
        }
    }

    /** The same as JSON; what is not told is not in it. */
    String json() {
        return CanonicalJson.MAPPER.writeValueAsString(new Kept(
                days,
                at.toString(),
                sheets.stream()
                        .map(sheet -> new KeptSheet(
                                sheet.name(),
                                sheet.series(),
                                sheet.rows().stream()
                                        .map(row -> new KeptRow(
                                                row.name(),
                                                row.cells().stream()
                                                        .map(OperationState::word)
                                                        .toList()))
                                        .toList()))
                        .toList()));
    }

    static OperationState of(String json) {
        Kept kept = CanonicalJson.MAPPER.readValue(json, Kept.class);
        return new OperationState(
                kept.days(),
                Instant.parse(kept.at()),
                kept.sheets().stream()
                        .map(sheet -> new Sheet(
                                sheet.name(),
                                sheet.series(),
                                sheet.rows().stream()
                                        .map(row -> new Row(
                                                row.name(),
                                                row.cells().stream()
                                                        .map(OperationState::cell)
                                                        .toList()))
                                        .toList()))
                        .toList());
    }

    private record Kept(int days, String at, List<KeptSheet> sheets) {}

    private record KeptSheet(String name, List<String> series, List<KeptRow> rows) {}

    private record KeptRow(String name, List<String> cells) {}

    private static String word(Cell cell) {
        return switch (cell) {
            case Cell.Figure(var value) -> value.toPlainString();
            case Cell.Suppressed _ -> UNTOLD;
            case Cell.Missing _, Cell.Text _ -> "";
        };
    }

    private static Cell cell(String word) {
        return switch (word) {
            case "" -> new Cell.Missing(Column.Missing.UNKNOWN);
            case UNTOLD -> new Cell.Suppressed();
            default -> new Cell.Figure(new BigDecimal(word));
        };
    }
}
