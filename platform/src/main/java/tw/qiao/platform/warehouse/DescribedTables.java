package tw.qiao.platform.warehouse;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.Glossary;
import tw.qiao.analytics.dictionary.SearchText;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.dictionary.Term;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.kernel.Problem;

/** The tables of the dictionary with the feeds that fill them, whether they have rows or not. */
@Component
class DescribedTables {
    private final ReentrantLock reading = new ReentrantLock();
    private volatile List<Feed> feeds = List.of();

    /** All feeds, by name. */
    List<Feed> feeds() {
        if (feeds.isEmpty()) {
            reading.lock();
            try {
                if (feeds.isEmpty()) {
                    feeds = Feeds.NAMES.stream().map(Feeds::named).toList();
                }
            } finally {
                reading.unlock();
            }
        }
        return feeds;
    }

    /** The feed of a table; a problem when the dictionary does not describe it. */
    Feed feedOf(String table) {
        return feeds().stream()
                .filter(feed -> feed.table().name().equals(table))
                .findFirst()
                .orElseThrow(() ->
                        Problem.notFound("warehouse_table", "The dictionary does not describe the table " + table));
    }

    /** The tables that say {@code words} in their names, descriptions, columns or terms, in either language. */
    List<TableDescription> find(String words) {
        String wanted = SearchText.fold(words);
        return feeds().stream()
                .map(Feed::table)
                .filter(table -> SearchText.says(wanted, table.name(), table.chinese(), table.english(), table.source())
                        || !columns(table, words).isEmpty())
                .toList();
    }

    /** The columns of {@code table} that say {@code words}, or hold a term that does; none when there are no words. */
    static List<Column> columns(TableDescription table, String words) {
        String wanted = SearchText.fold(words);
        List<Term> terms = Glossary.find(words);
        return wanted.isEmpty()
                ? List.of()
                : table.columns().stream()
                        .filter(column -> SearchText.says(wanted, column.name(), column.chinese(), column.english())
                                || terms.stream().anyMatch(term -> term.isOf(table.name(), column.name())))
                        .toList();
    }
}
