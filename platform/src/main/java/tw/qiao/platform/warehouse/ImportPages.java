package tw.qiao.platform.warehouse;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.analytics.proposals.FeedDraft;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.InputErrors;

/** The page of one import, and who may see it. */
@Component
class ImportPages {
    /** Instead of a feed: the file is for a table that is not there yet. */
    static final String NEW = "new";

    private static final int SHOWN = 20;

    private final FileImports imports;
    private final ImportSteps steps;
    private final DescribedTables tables;
    private final ExchangeFetching fetching;
    private final NextPeriod periods;
    private final WarehouseProperties properties;

    ImportPages(
            FileImports imports,
            ImportSteps steps,
            DescribedTables tables,
            ExchangeFetching fetching,
            NextPeriod periods,
            WarehouseProperties properties) {
        this.imports = imports;
        this.steps = steps;
        this.tables = tables;
        this.fetching = fetching;
        this.periods = periods;
        this.properties = properties;
    }

    /** An import of {@code analyst}; a problem when there is none. */
    FileImport find(SignedIn analyst, UUID id) {
        return imports.find(id, analyst.account())
                .orElseThrow(() -> Problem.notFound("import_unknown", "There is no such import"));
    }

    /** The page from which files are sent or fetched, with those of before. */
    ModelAndView all(SignedIn analyst, String chosen, InputErrors errors) {
        var view = new ModelAndView("warehouse/imports");
        view.addObject("feeds", List.copyOf(tables.feeds()));
        view.addObject("chosen", chosen);
        view.addObject("offers", fetching.feeds());
        view.addObject("imports", imports.of(analyst.account(), SHOWN));
        view.addObject("errors", errors);
        return view;
    }

    /** The page of {@code one}. */
    ModelAndView page(FileImport one, InputErrors errors) {
        return page(one, errors, proposedPeriod(one));
    }

    /** The page of {@code one} with the period as somebody typed it. */
    ModelAndView page(FileImport one, InputErrors errors, String period) {
        var view = new ModelAndView("warehouse/import");
        view.addObject("one", one);
        view.addObject("looked", Looked.of(one));
        view.addObject("setAside", SetAside.first(one, properties));
        view.addObject("table", table(one).orElse(null));
        view.addObject("own", isOwn(one));
        view.addObject("period", period);
        view.addObject("steps", steps.of(one.id()));
        view.addObject("errors", errors);
        return view;
    }

    /** For the form that asks for it; none while the catalogue does not answer. */
    private String proposedPeriod(FileImport one) {
        if (one.state() != FileImport.State.SENT || one.drafted().isPresent() || !isOwn(one)) {
            return "";
        }
        try {
            return periods.of(one);
        } catch (Problem away) {
            return "";
        }
    }

    /** What the table means that the file is for; empty before somebody said so. */
    Optional<TableDescription> table(FileImport one) {
        return one.drafted()
                .map(FeedDraft::feed)
                .or(() -> tables.feed(one.feed()))
                .map(Feed::table);
    }

    /** Whether the rows' batch is said by a person, and by no file's name. */
    private boolean isOwn(FileImport one) {
        return one.drafted().isPresent() || (!one.isUndescribed() && !Feeds.NAMES.contains(one.feed()));
    }
}
