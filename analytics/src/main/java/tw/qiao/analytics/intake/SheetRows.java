package tw.qiao.analytics.intake;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a sheet, in which a cell that nobody filled is not there: from the header on, all rows get its width.
 * More than that stays, and is refused later.
 */
final class SheetRows implements Rows {
    private final Iterator<Row> rows;
    private final Runnable closing;
    private final int header;
    private int width;

    /**
     * @param rows those with cells, with their numbers
     * @param header the number of the row that is the header
     */
    SheetRows(Iterator<Row> rows, int header, Runnable closing) {
        this.rows = rows;
        this.header = header;
        this.closing = closing;
    }

    @Override
    public Optional<Row> next() {
        while (rows.hasNext()) {
            Row row = rows.next();
            int used = used(row.cells());
            if (row.line() < header) {
                return Optional.of(row);
            }
            if (width > 0) {
                return Optional.of(used == width && row.cells().size() == width ? row : widened(row, used));
            }
            if (used > 0) {
                width = used;
                return Optional.of(new Row(row.line(), row.cells().subList(0, used)));
            }
        }
        return Optional.empty();
    }

    private static int used(List<String> cells) {
        int used = cells.size();
        while (used > 0 && cells.get(used - 1).isEmpty()) {
            used--;
        }
        return used;
    }

    private Row widened(Row row, int used) {
        var cells = new ArrayList<>(row.cells().subList(0, used));
        while (cells.size() < width) {
            cells.add("");
        }
        return new Row(row.line(), cells);
    }

    @Override
    public void close() {
        closing.run();
    }
}
