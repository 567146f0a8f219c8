package tw.qiao.analytics.feeds;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.recipes.CellReader;
import tw.qiao.analytics.recipes.CheckDigit;
import tw.qiao.analytics.recipes.Format;
import tw.qiao.analytics.recipes.Tally;

/**
 * A column of a feed's files.
 *
 * @param headers what the files call it, in any of their years
 * @param optional whether files without it are of this layout too
 * @param tai whether 台 is another way to write 臺 in it
 * @param missing codes that stand for a missing value
 * @param why the column that says why a value of this is missing
 * @param check the rule of its check digit
 */
record SourceColumn(
        String name,
        ColumnType type,
        Format format,
        List<String> headers,
        boolean optional,
        boolean tai,
        Map<String, Column.Missing> missing,
        Optional<String> why,
        Optional<CheckDigit> check) {

    /** The column {@code name} for the reasons why values of another are missing, which no file has. */
    static SourceColumn why(String name) {
        return new SourceColumn(
                name,
                ColumnType.parse("text"),
                Format.PLAIN,
                List.of(),
                true,
                false,
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    CellReader reader(Map<Character, String> characters, Tally tally) {
        return new CellReader(type, format, missing, tai, characters, tally);
    }
}
