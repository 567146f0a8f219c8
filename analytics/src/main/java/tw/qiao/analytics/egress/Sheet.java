package tw.qiao.analytics.egress;

import java.util.List;

/**
 * One sheet of a workbook.
 *
 * @param name as its tab says it; the signs that spreadsheets forbid there become spaces
 * @param above lines over the table, the first is the title; none when the table begins in the first row
 * @param headings the names of the columns
 * @param types the columns' types as the engine calls them
 * @param below lines under the table
 */
public record Sheet(
        String name,
        List<String> above,
        List<String> headings,
        List<String> types,
        List<List<Cell>> rows,
        List<String> below) {
    private static final int LONGEST_NAME = 31;
    private static final int LOOKED_AT = 200;
    private static final int NARROWEST = 8;
    private static final int WIDEST = 60;

    /** Keeps the name within what spreadsheets take. */
    public Sheet {
        String allowed =
                SheetValue.clean(name).replaceAll("[\\[\\]:*?/\\\\'\\s]+", " ").strip();
        name = allowed.isEmpty() ? "1" : shortened(allowed);
        headings = List.copyOf(headings);
        types = List.copyOf(types);
    }

    private static String shortened(String name) {
        int end = Math.min(name.length(), LONGEST_NAME);
        return name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end);
    }

    /** A sheet of pairs, each a name and what it is. */
    public static Sheet pairs(String name, List<String> headings, List<List<String>> pairs) {
        List<List<Cell>> rows = pairs.stream()
                .map(pair -> pair.stream().<Cell>map(Cell.Text::new).toList())
                .toList();
        return new Sheet(name, List.of(), headings, List.of("VARCHAR", "VARCHAR"), rows, List.of());
    }

    /** How many rows stand over the first row of the table: what stays in sight when people scroll. */
    int head() {
        return above.size() + 1;
    }

    /** How many Latin letters wide a column should be; judged by its first rows. */
    int width(int column) {
        int widest = letters(headings.get(column));
        for (var row : rows.subList(0, Math.min(rows.size(), LOOKED_AT))) {
            widest = Math.max(widest, letters(row.get(column)));
        }
        return Math.clamp(widest + 2L, NARROWEST, WIDEST);
    }

    private static int letters(Cell cell) {
        return switch (cell) {
            case Cell.Figure(var value) -> value.toPlainString().length() * 4 / 3;
            case Cell.Text(String text) -> letters(text);
            case Cell.Missing _, Cell.Suppressed _ -> 1;
        };
    }

    private static int letters(String text) {
        return text.lines()
                .mapToInt(line -> line.codePoints()
                        .map(c -> Character.isIdeographic(c) ? 2 : 1)
                        .sum())
                .max()
                .orElse(0);
    }
}
