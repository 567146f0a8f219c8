package tw.qiao.analytics.feeds;

import java.util.List;
import java.util.Map;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.ColumnType;
import tw.qiao.analytics.recipes.CellReader;
import tw.qiao.analytics.recipes.Format;
import tw.qiao.analytics.recipes.Tally;

/**
 * A column of a feed's files.
 *
 * @param headers what the files call it, in any of their years
 * @param optional whether files without it are of this layout too
 * @param tai whether 台 is another way to write 臺 in it
 */
record SourceColumn(
        String name,
        ColumnType type,
        Format format,
        List<String> headers,
        boolean optional,
        boolean tai,
        Map<String, Column.Missing> missing) {

    CellReader reader(Tally tally) {
        return new CellReader(type, format, missing, tai, tally);
    }
}
