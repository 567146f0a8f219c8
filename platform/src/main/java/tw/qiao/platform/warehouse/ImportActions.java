package tw.qiao.platform.warehouse;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.kernel.Text;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Pages;
import tw.qiao.platform.warehouse.FileImport.State;

/** What is decided about a file: to import it, to drop it, to accept or refuse a held one, to undo an import. */
@Controller
class ImportActions {
    /** What a batch may be called: it becomes the name of a file. */
    static final String PERIOD = "[\\p{L}\\p{N}_-]{1,40}";

    private static final int LONGEST_REASON = 300;

    private final FileImports imports;
    private final ImportSteps steps;
    private final Importing importing;
    private final ImportFolder folder;
    private final ImportPages importPages;
    private final Pages pages;

    ImportActions(
            FileImports imports,
            ImportSteps steps,
            Importing importing,
            ImportFolder folder,
            ImportPages importPages,
            Pages pages) {
        this.imports = imports;
        this.steps = steps;
        this.importing = importing;
        this.folder = folder;
        this.importPages = importPages;
        this.pages = pages;
    }

    /** Imports the file, or only checks it, as {@code only} says. */
    @PostMapping(ImportController.ONE + "/begin")
    ModelAndView begin(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(defaultValue = "") String only,
            HttpServletRequest request) {
        importPages.find(analyst, id); // nobody changes another's
        if (period != null) {
            if (!period.strip().matches(PERIOD)) {
                InputErrors errors = error("period", "warehouse.columns.period.wrong", request);
                return refused(importPages.page(importPages.find(analyst, id), errors, period));
            }
            imports.period(id, period.strip());
        }
        FileImport one = importPages.find(analyst, id);
        if (only.equals("check") && !one.isUndescribed()) {
            importing.check(one);
        } else if (!one.isUndescribed() && importing.begin(one)) {
            steps.add(one, "begun", "");
        }
        return back(id);
    }

    @PostMapping(ImportController.ONE + "/drop")
    String drop(@AuthenticationPrincipal SignedIn analyst, @PathVariable UUID id) {
        FileImport one = importPages.find(analyst, id);
        if (imports.move(id, State.SENT, State.DROPPED)) {
            steps.add(one, "dropped", "");
            folder.sweep();
        }
        return "redirect:" + ImportController.PATH;
    }

    @PostMapping(ImportController.ONE + "/accept")
    ModelAndView accept(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request) {
        return decide(analyst, id, reason, "accepted", importing::accept, request);
    }

    @PostMapping(ImportController.ONE + "/refuse")
    ModelAndView refuse(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request) {
        return decide(
                analyst, id, reason, "refused", one -> imports.move(one.id(), State.HELD, State.REFUSED), request);
    }

    @PostMapping(ImportController.ONE + "/undo")
    ModelAndView undo(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request) {
        return decide(analyst, id, reason, "undone", one -> one.outcome().isUndoable() && importing.undo(one), request);
    }

    private ModelAndView decide(
            SignedIn analyst,
            UUID id,
            String reason,
            String step,
            Predicate<FileImport> deed,
            HttpServletRequest request) {
        String why = reason.strip();
        if (why.isEmpty() || why.length() > LONGEST_REASON || !Text.isClean(why)) {
            InputErrors errors = error("reason", "warehouse.import.reason.wrong", request);
            return refused(importPages.page(importPages.find(analyst, id), errors));
        }
        FileImport one = importPages.find(analyst, id);
        if (deed.test(one)) {
            steps.add(one, step, why);
        }
        if (step.equals("refused")) {
            folder.sweep();
        }
        return back(id);
    }

    private InputErrors error(String field, String message, HttpServletRequest request) {
        return InputErrors.none().add(field, pages.of(request).text(message));
    }

    private static ModelAndView refused(ModelAndView view) {
        view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return view;
    }

    private static ModelAndView back(UUID id) {
        return new ModelAndView("redirect:" + ImportController.PATH + "/" + id);
    }
}
