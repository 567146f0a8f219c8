package tw.qiao.platform.warehouse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.proposals.CodeLists;
import tw.qiao.analytics.proposals.FeedDraft;
import tw.qiao.analytics.proposals.FeedDraft.Field;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Text;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;

/** What is wrong with what somebody said about a new table. */
@Component
class ColumnsChecks {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Set<String> TAKEN = Set.of("batch", "file", "line");
    private static final int LONGEST = 100;

    private final DescribedTables tables;
    private final OwnFeeds own;
    private final OpenWarehouse warehouse;

    ColumnsChecks(DescribedTables tables, OwnFeeds own, OpenWarehouse warehouse) {
        this.tables = tables;
        this.own = own;
        this.warehouse = warehouse;
    }

    /** Everything that is wrong with {@code form}. */
    InputErrors errors(ColumnsForm form, UUID account, Page page) {
        var errors = InputErrors.none();
        if (isWrong(form.title())) {
            errors.add("title", page.text("warehouse.columns.title.wrong"));
        }
        if (isWrong(form.source())) {
            errors.add("source", page.text("warehouse.columns.source.wrong"));
        }
        if (!form.period().matches(ImportActions.PERIOD)) {
            errors.add("period", page.text("warehouse.columns.period.wrong"));
        }
        if (!NAME.matcher(form.table()).matches()) {
            errors.add("table", page.text("warehouse.columns.name.wrong"));
        } else if (isTaken(form.table(), account)) {
            errors.add("table", page.text("warehouse.columns.table.taken"));
        } else {
            own.find(form.table()).ifPresent(feed -> changed(feed, form.columns(), errors, page));
        }
        columns(form.columns(), errors, page);
        return errors;
    }

    private static boolean isWrong(String text) {
        return text.isEmpty() || text.length() > LONGEST || !Text.isClean(text);
    }

    private boolean isTaken(String table, UUID account) {
        boolean present = tables.describes(table) || warehouse.isThere(table);
        return present && !own.isOf(table, account);
    }

    /** A column that has rows keeps its type, and stays. */
    private static void changed(Feed before, List<Field> columns, InputErrors errors, Page page) {
        for (Column column : before.table().columns()) {
            if (TAKEN.contains(column.name())) {
                continue;
            }
            Optional<Field> now = columns.stream()
                    .filter(field -> field.used() && field.name().equals(column.name()))
                    .findFirst();
            if (now.isEmpty()) {
                errors.add("table", page.text("warehouse.columns.gone", column.name()));
            } else if (!now.get().written().sql().equals(column.type().sql())) {
                errors.add(
                        "written-" + columns.indexOf(now.get()),
                        page.text("warehouse.columns.type.fixed", column.name()));
            }
        }
    }

    private static void columns(List<Field> columns, InputErrors errors, Page page) {
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Field column = columns.get(i);
            if (!column.used()) {
                continue;
            }
            if (!NAME.matcher(column.name()).matches() || TAKEN.contains(column.name())) {
                errors.add("name-" + i, page.text("warehouse.columns.name.of.wrong", column.header()));
            } else if (names.put(column.name(), i) != null) {
                errors.add("name-" + i, page.text("warehouse.columns.name.twice", column.name()));
            }
            if (isWrong(column.chinese())) {
                errors.add("title-" + i, page.text("warehouse.columns.title.of.wrong", column.header()));
            }
            if (!column.codes().isEmpty() && !CodeLists.names().contains(column.codes())) {
                errors.add("codes-" + i, page.text("warehouse.columns.codes.wrong", column.header()));
            }
        }
        if (names.isEmpty()) {
            errors.add("used-0", page.text("warehouse.columns.none"));
        }
    }

    /** What does not go together though each part is right; adds it to {@code errors}. */
    static void add(FeedDraft draft, InputErrors errors) {
        try {
            draft.feed();
        } catch (Problem wrong) {
            errors.add("table", String.valueOf(wrong.getMessage()));
        }
    }
}
