package tw.qiao.platform.warehouse;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.Dictionary;
import tw.qiao.analytics.dictionary.Glossary;
import tw.qiao.analytics.dictionary.SearchText;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.dictionary.Term;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.kernel.Problem;

/**
 * The tables of the dictionary, and those of people's own, with the feeds that fill them, whether they have rows or
 * not.
 */
@Component
class DescribedTables {
    private final ReentrantLock reading = new ReentrantLock();
    private final OwnFeeds own;
    private volatile List<Feed> feeds = List.of();

    DescribedTables(OwnFeeds own) {
        this.own = own;
    }

    /** All feeds, those of people's own after the others. */
    List<Feed> feeds() {
        return Stream.concat(shipped().stream(), own.all().stream()).toList();
    }

    /** The feed that imports call {@code name}: its own name, or that of its table where somebody made it. */
    Optional<Feed> feed(String name) {
        return shipped().stream()
                .filter(feed -> feed.name().equals(name))
                .findFirst()
                .or(() -> own.find(name));
    }

    /** What imports call {@code feed}. */
    static String called(Feed feed) {
        return Feeds.NAMES.contains(feed.name()) ? feed.name() : feed.table().name();
    }

    /** Whether anybody said what {@code table} means. */
    boolean describes(String table) {
        return Dictionary.describes(table) || own.describes(table);
    }

    private List<Feed> shipped() {
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

    /** What {@code table} holds; empty where nobody described it. */
    Optional<TableDescription> description(String table) {
        return feeds().stream()
                .map(Feed::table)
                .filter(one -> one.name().equals(table))
                .findFirst();
    }

    /** The names of the columns of {@code table}; none where nobody described it. */
    List<String> columnsOf(String table) {
        return description(table).stream()
                .flatMap(one -> one.columns().stream())
                .map(Column::name)
                .toList();
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
