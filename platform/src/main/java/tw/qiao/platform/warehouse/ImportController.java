package tw.qiao.platform.warehouse;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.kernel.Ids;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;
import tw.qiao.platform.warehouse.FileImport.State;

/** Files for the tables (匯入): sent, looked at, imported, reported. */
@Controller
class ImportController {
    private static final String PATH = WarehouseConfiguration.PATH + "/imports";
    private static final String ONE = PATH + "/{id}";
    private static final int SHOWN = 20;

    /** Letters of any script, digits and a few signs; no path, and nothing that hides. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_(（][\\p{L}\\p{N} ._()（）-]{0,120}");

    private final FileImports imports;
    private final Importing importing;
    private final DescribedTables tables;
    private final WarehouseProperties properties;
    private final Pages pages;
    private final Ids ids;

    ImportController(
            FileImports imports,
            Importing importing,
            DescribedTables tables,
            WarehouseProperties properties,
            Pages pages,
            Ids ids) {
        this.imports = imports;
        this.importing = importing;
        this.tables = tables;
        this.properties = properties;
        this.pages = pages;
        this.ids = ids;
    }

    @GetMapping(PATH)
    ModelAndView all(@AuthenticationPrincipal SignedIn analyst, @RequestParam(defaultValue = "") String feed) {
        return page(analyst, feed, InputErrors.none());
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
            ModelAndView view = page(analyst, feed, errors);
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return view;
        }
        UUID id = ids.uuid();
        Path target = importing.file(id, name);
        Files.createDirectories(target.getParent());
        file.transferTo(target);
        imports.sent(id, analyst.account(), feed, name, file.getSize());
        return new ModelAndView("redirect:" + PATH + "/" + id);
    }

    private static InputErrors errors(String feed, String name, boolean empty, Page page) {
        var errors = InputErrors.none();
        if (!Feeds.NAMES.contains(feed)) {
            errors.add("feed", page.text("warehouse.import.feed.wrong"));
        }
        if (empty) {
            errors.add("file", page.text("warehouse.import.file.missing"));
        } else if (!NAME.matcher(name).matches()) {
            errors.add("file", page.text("warehouse.import.file.name"));
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
        FileImport found = find(analyst, id);
        var view = new ModelAndView("warehouse/import");
        view.addObject("one", found);
        Path file = importing.file(id, found.file());
        boolean waits = found.state() == State.SENT && Files.exists(file);
        view.addObject("preview", waits ? Preview.of(file) : SetAside.of(found, properties));
        view.addObject(
                "table",
                tables.feeds().stream()
                        .filter(feed -> feed.name().equals(found.feed()))
                        .findFirst()
                        .orElseThrow()
                        .table());
        return view;
    }

    @PostMapping(ONE + "/begin")
    String begin(@AuthenticationPrincipal SignedIn analyst, @PathVariable UUID id) {
        importing.begin(find(analyst, id));
        return "redirect:" + PATH + "/" + id;
    }

    @PostMapping(ONE + "/drop")
    String drop(@AuthenticationPrincipal SignedIn analyst, @PathVariable UUID id) {
        importing.drop(find(analyst, id));
        return "redirect:" + PATH;
    }

    @GetMapping(ONE + "/set-aside.csv")
    ResponseEntity<Resource> setAside(@AuthenticationPrincipal SignedIn analyst, @PathVariable UUID id) {
        FileImport found = find(analyst, id);
        Path file = SetAside.file(found, properties);
        if (found.quarantine().isEmpty() || !Files.exists(file)) {
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

    private FileImport find(SignedIn analyst, UUID id) {
        return imports.find(id, analyst.account())
                .orElseThrow(() -> Problem.notFound("import_unknown", "There is no such import"));
    }

    private ModelAndView page(SignedIn analyst, String feed, InputErrors errors) {
        var view = new ModelAndView("warehouse/imports");
        view.addObject("feeds", List.copyOf(tables.feeds()));
        view.addObject("chosen", feed);
        view.addObject("imports", imports.of(analyst.account(), SHOWN));
        view.addObject("errors", errors);
        return view;
    }
}
