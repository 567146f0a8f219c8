package tw.qiao.platform.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.analytics.egress.Cell;
import tw.qiao.analytics.egress.Result;

/** Tells codes in words of both languages, as official tables do. */
final class InWords {
    private InWords() {}

    /** The result with the words instead of the codes in those columns whose heading names a list. */
    static Result of(Result found, List<Section.Heading> headings) {
        if (headings.stream().allMatch(heading -> heading.codes().isEmpty())) {
            return found;
        }
        List<Map<String, String>> lists =
                headings.stream().map(heading -> words(heading.codes())).toList();
        var rows = new ArrayList<List<Cell>>();
        for (var row : found.rows()) {
            var cells = new ArrayList<Cell>();
            for (int column = 0; column < row.size(); column++) {
                cells.add(word(row.get(column), lists.get(column)));
            }
            rows.add(cells);
        }
        return new Result(found.columns(), found.types(), rows, found.truncated(), found.provenance());
    }

    private static Cell word(Cell cell, Map<String, String> words) {
        return cell instanceof Cell.Text(String code) ? new Cell.Text(words.getOrDefault(code, code)) : cell;
    }

    /** Of a code that had several meanings, the last. */
    private static Map<String, String> words(Optional<String> list) {
        var words = new HashMap<String, String>();
        list.ifPresent(name -> CodeList.named(name)
                .codes()
                .forEach(code -> words.put(code.code(), code.chinese() + " " + code.english())));
        return words;
    }
}
