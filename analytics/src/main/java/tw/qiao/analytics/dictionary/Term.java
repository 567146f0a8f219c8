package tw.qiao.analytics.dictionary;

import java.util.List;

/**
 * A word of the field (詞彙) with what it means.
 *
 * @param columns those that hold it, as {@code table.column}
 */
public record Term(
        String chinese, String english, String chineseDefinition, String englishDefinition, List<String> columns) {
    /** Whether the term, in either language, or its definition says {@code folded}. */
    boolean says(String folded) {
        return SearchText.says(folded, chinese, english, chineseDefinition, englishDefinition);
    }

    /** Whether {@code column} of {@code table} holds it. */
    public boolean isOf(String table, String column) {
        return columns.contains(table + "." + column);
    }
}
