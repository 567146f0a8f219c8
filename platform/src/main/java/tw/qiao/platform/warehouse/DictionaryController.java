package tw.qiao.platform.warehouse;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tw.qiao.analytics.dictionary.CodeList;
import tw.qiao.analytics.dictionary.Column;
import tw.qiao.analytics.dictionary.Glossary;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.tables.WarehouseTable.Change;
import tw.qiao.platform.identity.SignedIn;

/** The dictionary (資料字典): which tables there are and what stands in them. */
@Controller
class DictionaryController {
    private static final int LONGEST_SEARCH = 100;

    private final DescribedTables tables;
    private final OpenWarehouse warehouse;
    private final ReadingQueries queries;

    DictionaryController(DescribedTables tables, OpenWarehouse warehouse, ReadingQueries queries) {
        this.tables = tables;
        this.warehouse = warehouse;
        this.queries = queries;
    }

    @GetMapping(WarehouseConfiguration.PATH)
    String all(@RequestParam(defaultValue = "") String words, Model model) {
        String wanted =
                words.substring(0, Math.min(words.length(), LONGEST_SEARCH)).strip();
        Set<String> present = Set.copyOf(warehouse.names());
        List<TableLine> lines = tables.find(wanted).stream()
                .map(table -> line(table, present, wanted))
                .toList();
        model.addAttribute("words", wanted);
        model.addAttribute("lines", lines);
        model.addAttribute("terms", Glossary.find(wanted));
        model.addAttribute("loading", warehouse.isLoading());
        return "warehouse/dictionary";
    }

    private TableLine line(TableDescription table, Set<String> present, String words) {
        Optional<Change> newest = present.contains(table.name())
                ? warehouse.table(table.name()).history().reversed().stream().findFirst()
                : Optional.empty();
        return new TableLine(table, newest, DescribedTables.columns(table, words));
    }

    @GetMapping(WarehouseConfiguration.PATH + "/tables/{name}")
    String one(@AuthenticationPrincipal SignedIn analyst, @PathVariable String name, Model model) {
        Feed feed = tables.feedOf(name);
        List<Change> changes = warehouse.names().contains(name)
                ? warehouse.table(name).history().reversed()
                : List.of();
        List<CodeList> codes = feed.table().columns().stream()
                .map(Column::codes)
                .flatMap(Optional::stream)
                .distinct()
                .map(CodeList::named)
                .toList();
        model.addAttribute(
                "table",
                new TablePage(feed, changes, codes, warehouse.lineage(feed), queries.of(analyst.account(), name)));
        model.addAttribute("loading", warehouse.isLoading());
        return "warehouse/table";
    }
}
