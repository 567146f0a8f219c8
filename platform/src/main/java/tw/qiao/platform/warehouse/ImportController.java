package tw.qiao.platform.warehouse;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.analytics.proposals.Lines;
import tw.qiao.kernel.Ids;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;

/** Files for the tables (匯入): sent and looked at. */
@Controller
class ImportController {
    static final String PATH = WarehouseConfiguration.PATH + "/imports";
    static final String ONE = PATH + "/{id}";

    /** Letters of any script, digits and a few signs; no path, and nothing that hides. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_(（][\\p{L}\\p{N} ._()（）-]{0,120}");

    private final FileImports imports;
    private final ImportSteps steps;
    private final Importing importing;
    private final ImportFolder folder;
    private final ImportPages importPages;
    private final DescribedTables tables;
    private final Pages pages;
    private final Ids ids;

    ImportController(
            FileImports imports,
            ImportSteps steps,
            Importing importing,
            ImportFolder folder,
            ImportPages importPages,
            DescribedTables tables,
            Pages pages,
            Ids ids) {
        this.imports = imports;
        this.steps = steps;
        this.importing = importing;
        this.folder = folder;
        this.importPages = importPages;
        this.tables = tables;
        this.pages = pages;
        this.ids = ids;
    }

    @GetMapping(PATH)
    ModelAndView all(
            @AuthenticationPrincipal SignedIn analyst, @RequestParam(defaultValue = ImportPages.NEW) String feed) {
        return importPages.all(analyst, feed, InputErrors.none());
    }

    @PostMapping(PATH)
    ModelAndView send(
            @AuthenticationPrincipal SignedIn analyst,
            @RequestParam(defaultValue = "") String feed,
            @RequestParam(required = false) MultipartFile file,
            HttpServletRequest request)
            throws IOException {
        String name = file == null ? "" : baseName(String.valueOf(file.getOriginalFilename()));
        InputErrors errors = errors(feed, name, file == null || file.isEmpty(), pages.of(request));
        if (!errors.isEmpty() || file == null) {
            ModelAndView view = importPages.all(analyst, feed, errors);
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return view;
        }
        UUID id = ids.uuid();
        Path target = folder.file(id, name);
        Files.createDirectories(target.getParent());
        file.transferTo(target);
        String known = feed.equals(ImportPages.NEW) ? "" : feed;
        String look = importing.look(id, name, tables.feed(known).map(Lines::of).orElse(Lines.UNKNOWN));
        FileImport one = FileImports.fresh(id, analyst.account(), known, name, file.getSize(), look);
        imports.add(one);
        steps.add(one, "sent", "");
        return new ModelAndView("redirect:" + PATH + "/" + id + (known.isEmpty() ? "/columns" : ""));
    }

    private InputErrors errors(String feed, String name, boolean empty, Page page) {
        var errors = InputErrors.none();
        if (!feed.equals(ImportPages.NEW) && tables.feed(feed).isEmpty()) {
            errors.add("feed", page.text("warehouse.import.feed.wrong"));
        }
        if (empty) {
            errors.add("file", page.text("warehouse.import.file.missing"));
        } else if (!NAME.matcher(name).matches()) {
            errors.add("file", page.text("warehouse.import.file.name"));
        } else if (Feeds.NAMES.contains(feed) && Feeds.named(feed).isMisnamed(name)) {
            errors.add(
                    "file",
                    page.text("warehouse.import.file.batch", Feeds.named(feed).properName(name)));
        }
        return errors;
    }

    /** Some browsers send the whole path. */
    private static String baseName(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .strip();
    }

    @GetMapping(ONE)
    ModelAndView one(@AuthenticationPrincipal SignedIn analyst, @PathVariable UUID id) {
        FileImport found = importPages.find(analyst, id);
        return found.isUndescribed() && found.state() == FileImport.State.SENT
                ? new ModelAndView("redirect:" + PATH + "/" + id + "/columns")
                : importPages.page(found, InputErrors.none());
    }
}
