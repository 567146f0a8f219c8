package tw.qiao.analytics.proposals;

import java.util.List;
import java.util.Optional;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.feeds.Feeds;

/** The code lists that the dictionary's tables use. */
public final class CodeLists {
    private CodeLists() {}

    /** All of them, by name. */
    public static List<CodeList> all() {
        return names().stream().map(CodeList::named).toList();
    }

    /** Their names. */
    public static List<String> names() {
        return Feeds.NAMES.stream()
                .flatMap(feed -> Feeds.named(feed).table().columns().stream())
                .map(Column::codes)
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .toList();
    }
}
