package tw.qiao.platform.warehouse;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.proposals.CodeLists;
import tw.qiao.analytics.proposals.FeedDraft;
import tw.qiao.analytics.proposals.Lines;
import tw.qiao.analytics.proposals.Look;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Pages;
import tw.qiao.platform.warehouse.FileImport.State;

/** The columns of a new table (欄位定義): proposed from the file, said by a person, checked before anything is imported. */
@Controller
class ColumnsController {
    private static final String COLUMNS = ImportController.ONE + "/columns";

    private final FileImports imports;
    private final ImportSteps steps;
    private final Importing importing;
    private final ImportFolder folder;
    private final ImportPages importPages;
    private final ColumnsChecks checks;
    private final OwnFeeds own;
    private final Pages pages;
    private final Ids ids;

    ColumnsController(
            FileImports imports,
            ImportSteps steps,
            Importing importing,
            ImportFolder folder,
            ImportPages importPages,
            ColumnsChecks checks,
            OwnFeeds own,
            Pages pages,
            Ids ids) {
        this.imports = imports;
        this.steps = steps;
        this.importing = importing;
        this.folder = folder;
        this.importPages = importPages;
        this.checks = checks;
        this.own = own;
        this.pages = pages;
        this.ids = ids;
    }

    @GetMapping(COLUMNS)
    ModelAndView columns(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean proposed) {
        FileImport one = importPages.find(analyst, id);
        if (one.state() != State.SENT) {
            return back(id);
        }
        Looked looked = Looked.of(one);
        ModelAndView view = page(one, looked, InputErrors.none());
        looked.look().ifPresent(look -> view.addObject("form", form(one, look, proposed)));
        return view;
    }

    private static ColumnsForm form(FileImport one, Look look, boolean proposed) {
        return one.drafted()
                .filter(_ -> !proposed)
                .map(draft -> ColumnsForm.of(one, draft, look))
                .orElseGet(() -> ColumnsForm.fresh(one, look, proposed));
    }

    private static ModelAndView page(FileImport one, Looked looked, InputErrors errors) {
        var view = new ModelAndView("warehouse/columns");
        view.addObject("one", one);
        view.addObject("looked", looked);
        view.addObject("codes", CodeLists.names());
        view.addObject("errors", errors);
        return view;
    }

    /** Reads the file once more, as its sender says where its rows are. */
    @PostMapping(ImportController.ONE + "/look")
    ModelAndView look(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String separator,
            @RequestParam(defaultValue = "") String header,
            @RequestParam(defaultValue = "") String sheet,
            @RequestParam(defaultValue = "") String list,
            @RequestParam(defaultValue = "") String row) {
        FileImport one = importPages.find(analyst, id);
        if (one.state() == State.SENT) {
            boolean known = separator.equals("tab") || separator.matches("[,;|]");
            int line = header.matches("[1-9]\\d{0,2}") ? Integer.parseInt(header) : 0;
            var lines = new Lines(known ? separator : "", line, shortened(sheet), shortened(list), shortened(row));
            imports.look(id, importing.look(id, one.file(), lines));
        }
        return new ModelAndView("redirect:" + ImportController.PATH + "/" + id + "/columns");
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), 100)).strip();
    }

    /** Notes what is said of the columns, and checks the file by it. */
    @PostMapping(COLUMNS)
    ModelAndView describe(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable UUID id,
            @RequestParam Map<String, String> typed,
            HttpServletRequest request) {
        FileImport one = importPages.find(analyst, id);
        Looked looked = Looked.of(one);
        if (one.state() != State.SENT || looked.look().isEmpty()) {
            return back(id);
        }
        Look look = looked.look().get();
        ColumnsForm form = ColumnsForm.typed(look, typed);
        InputErrors errors = checks.errors(form, analyst.account(), pages.of(request));
        FeedDraft draft =
                form.draft(look, own.find(form.table()).map(Feed::version).orElse(0) + 1);
        if (errors.isEmpty()) {
            ColumnsChecks.add(draft, errors);
        }
        if (!errors.isEmpty()) {
            ModelAndView view = page(one, looked, errors).addObject("form", form);
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return view;
        }
        imports.describe(id, form.table(), form.period(), CanonicalJson.MAPPER.writeValueAsString(draft));
        FileImport described = importPages.find(analyst, id);
        steps.add(described, "described", "");
        importing.check(described);
        return back(id);
    }

    /** The same file once more, so that its columns can be said otherwise. */
    @PostMapping(ImportController.ONE + "/again")
    ModelAndView again(@AuthenticationPrincipal SignedIn analyst, @PathVariable UUID id) throws IOException {
        FileImport one = importPages.find(analyst, id);
        Path file = folder.file(id, one.file());
        if (one.drafted().isEmpty() || !Files.exists(file)) {
            throw Problem.notFound("import_file_gone", "The file of this import is no longer kept; send it again");
        }
        UUID next = ids.uuid();
        Path target = folder.file(next, one.file());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
        FileImport again = one.again(next);
        imports.add(again);
        steps.add(again, "sent", "");
        return new ModelAndView("redirect:" + ImportController.PATH + "/" + next + "/columns");
    }

    private static ModelAndView back(UUID id) {
        return new ModelAndView("redirect:" + ImportController.PATH + "/" + id);
    }
}
