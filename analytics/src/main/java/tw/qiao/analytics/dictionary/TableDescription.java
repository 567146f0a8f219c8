package tw.qiao.analytics.dictionary;

import java.util.List;

/**
 * What a table holds.
 *
 * @param version counts up with each change of the description
 * @param sort the columns by which rows lie in the files, so that filters on them read little
 * @param source who publishes the data and under which licence
 */
public record TableDescription(
        String name,
        int version,
        String chinese,
        String english,
        String source,
        List<Column> columns,
        List<String> sort) {
    /** Who publishes the data and under which licence, in English where that is known. */
    public String sourceEnglish() {
        return Publishers.english(source);
    }

    /** The columns that name a row; empty where rows have no name. */
    public List<Column> key() {
        return columns.stream().filter(Column::key).toList();
    }
}
