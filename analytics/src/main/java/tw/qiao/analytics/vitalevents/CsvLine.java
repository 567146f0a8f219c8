package tw.qiao.analytics.vitalevents;

import java.util.ArrayList;
import java.util.List;

/** One line of comma-separated values (RFC 4180) without line breaks in its cells. */
final class CsvLine {
    private CsvLine() {}

    /** The cells, unquoted and without the blanks around them that some months pad codes with. */
    static List<String> cells(String line) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
