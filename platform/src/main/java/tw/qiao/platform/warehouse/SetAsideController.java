package tw.qiao.platform.warehouse;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Pages;
import tw.qiao.platform.warehouse.FileImport.State;

/** The quarantine desk (隔離區): rows that an import set aside, searched, downloaded, corrected and sent again. */
@Controller
class SetAsideController {
    private static final String PATH = WarehouseConfiguration.PATH + "/set-aside";
    private static final String LIST = ImportController.ONE + "/set-aside";
    private static final int SHOWN = 100;
    private static final int LONGEST_SEARCH = 100;
    private static final int LONGEST_VALUE = 1_000;
    private static final int MOST_CHANGES = 100;

    private final FileImports imports;
    private final ImportSteps steps;
    private final Importing importing;
    private final ImportPages importPages;
    private final WarehouseProperties properties;
    private final Pages pages;
    private final Ids ids;

    SetAsideController(
            FileImports imports,
            ImportSteps steps,
            Importing importing,
            ImportPages importPages,
            WarehouseProperties properties,
            Pages pages,
            Ids ids) {
        this.imports = imports;
        this.steps = steps;
        this.importing = importing;
        this.importPages = importPages;
        this.properties = properties;
        this.pages = pages;
        this.ids = ids;
    }

    @GetMapping(PATH)
    ModelAndView all(@AuthenticationPrincipal SignedIn analyst) {
        List<FileImport> waiting = imports.of(analyst.account(), SHOWN).stream()
                .filter(one -> one.state() == State.HELD
                        || (one.state() == State.DONE
                                && !one.outcome().quarantine().isEmpty()))
                .toList();
        return new ModelAndView("warehouse/waiting", Map.of("imports", waiting));
    }

    @GetMapping(LIST)
    ModelAndView rows(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "1") int page) {
        return page(importPages.find(analyst, id), reason, words, page, InputErrors.none());
    }

    private ModelAndView page(FileImport one, String reason, String words, int page, InputErrors errors) {
        String wanted =
                words.substring(0, Math.min(words.length(), LONGEST_SEARCH)).strip();
        var view = new ModelAndView("warehouse/set-aside");
        view.addObject("one", one);
        view.addObject("reason", reason);
        view.addObject("words", wanted);
        view.addObject("found", SetAside.find(outcome(one), new SetAside.Search(reason, wanted, page), properties));
        view.addObject("errors", errors);
        return view;
    }

    private static Outcome outcome(FileImport one) {
        return one.outcome().isThere() ? one.outcome() : one.check();
    }

    @GetMapping(LIST + ".csv")
    ResponseEntity<Resource> file(@AuthenticationPrincipal SignedIn analyst, @PathVariable UUID id) {
        Outcome outcome = outcome(importPages.find(analyst, id));
        Path file = SetAside.file(outcome, properties);
        if (outcome.quarantine().isEmpty() || !Files.exists(file)) {
            throw Problem.notFound("import_set_aside", "No rows were set aside");
        }
        return ResponseEntity.ok()
                .contentType(DownloadController.CSV)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.getFileName().toString())
                                .build()
                                .toString())
                .body(new FileSystemResource(file));
    }

    /** Puts other values into cells of the file and imports that as a new revision of the same batch. */
    @PostMapping(LIST)
    ModelAndView correct(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable UUID id,
            @RequestParam Map<String, String> typed,
            HttpServletRequest request)
            throws IOException {
        FileImport one = importPages.find(analyst, id);
        List<CellChange> changes = changes(typed);
        if (changes.isEmpty()) {
            return refused(one, pages.of(request).text("warehouse.set-aside.nothing"));
        }
        UUID next = ids.uuid();
        Outcome outcome = importing.correct(one, changes, next);
        if (!outcome.code().isEmpty()) {
            return refused(one, outcome.problem());
        }
        FileImport again = one.again(next);
        imports.add(again);
        steps.add(one, "corrected", Integer.toString(changes.size()));
        if (one.state() == State.DONE) {
            steps.add(again, "begun", "");
            importing.begin(again);
        } else {
            importing.check(again);
        }
        return new ModelAndView("redirect:" + ImportController.PATH + "/" + next);
    }

    private ModelAndView refused(FileImport one, String message) {
        ModelAndView view = page(one, "", "", 1, InputErrors.none().add("corrections", message));
        view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return view;
    }

    private static List<CellChange> changes(Map<String, String> typed) {
        var changes = new ArrayList<CellChange>();
        for (int i = 0; i < MOST_CHANGES && typed.containsKey("line-" + i); i++) {
            String value = typed.getOrDefault("value-" + i, "").strip();
            String line = typed.getOrDefault("line-" + i, "");
            boolean changed = !value.equals(typed.getOrDefault("old-" + i, "").strip());
            if (changed && line.matches("\\d{1,18}") && value.length() <= LONGEST_VALUE) {
                changes.add(new CellChange(Long.parseLong(line), typed.getOrDefault("column-" + i, ""), value));
            }
        }
        return changes;
    }
}
