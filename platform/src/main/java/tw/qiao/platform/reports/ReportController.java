package tw.qiao.platform.reports;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;

/** The reports: their list, and each with its figures as they are now. */
@Controller
class ReportController {
    static final String ONE = ReportsConfiguration.PATH + "/{key:[a-z0-9-]{1,60}}";
    private static final int RUNS = 5;

    private final ReportShelf shelf;
    private final ReportCompiling compiling;
    private final ReportDocuments documents;
    private final ReportRuns runs;
    private final ParameterTimes times;
    private final Pages pages;

    ReportController(
            ReportShelf shelf,
            ReportCompiling compiling,
            ReportDocuments documents,
            ReportRuns runs,
            ParameterTimes times,
            Pages pages) {
        this.shelf = shelf;
        this.compiling = compiling;
        this.documents = documents;
        this.runs = runs;
        this.times = times;
        this.pages = pages;
    }

    @GetMapping(ReportsConfiguration.PATH)
    ModelAndView all(@RequestParam(defaultValue = "") String done) {
        return new ModelAndView("reports/reports", Map.of("reports", shelf.all(), "done", done));
    }

    @GetMapping(ONE)
    ModelAndView one(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable String key,
            @RequestParam Map<String, String> asked,
            HttpServletRequest request) {
        Report report = shelf.require(key);
        Map<String, String> given = report.declaration().opened(asked);
        var view = new ModelAndView("reports/report");
        view.addObject("report", report);
        view.addObject("given", given);
        view.addObject("mine", report.owner().filter(analyst.account()::equals).isPresent());
        view.addObject("runs", runs.page(key, 1, RUNS));
        view.addObject("times", times.of(report.declaration()));
        view.addObject("declarations", Map.of(key, report.declaration()));
        view.addObject("done", given.getOrDefault("done", ""));
        InputErrors errors = errors(report, given, pages.of(request));
        view.addObject("errors", errors);
        if (!errors.isEmpty()) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return view;
        }
        try {
            view.addObject("edition", compiling.compile(analyst.account(), report.declaration(), given));
        } catch (Problem problem) {
            view.setStatus(HttpStatus.valueOf(problem.status()));
            view.addObject("problem", problem.code());
            view.addObject("message", String.valueOf(problem.getMessage()));
        }
        return view;
    }

    static InputErrors errors(Report report, Map<String, String> given, Page page) {
        var errors = InputErrors.none();
        for (Parameter parameter : report.declaration().parameters()) {
            String value = parameter.read(given.getOrDefault(parameter.name(), ""));
            if (!value.isEmpty() && !parameter.accepts(value)) {
                errors.add(parameter.name(), page.text("reports.parameter.wrong." + parameter.kind()));
            }
        }
        if (errors.isEmpty()) {
            CubeParameters.checkOrder(report.declaration(), given, errors, page);
        }
        return errors;
    }

    /** The file with the figures of now; it is not kept. */
    @GetMapping(ONE + "/file.{word}")
    ResponseEntity<byte[]> file(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable String key,
            @PathVariable String word,
            @RequestParam Map<String, String> given) {
        Report report = shelf.require(key);
        FileFormat format = Downloads.format(word);
        Edition edition = compiling.compile(analyst.account(), report.declaration(), given);
        return Downloads.file(edition.fileName(), format, documents.file(edition, format));
    }

    @PostMapping(ONE + "/runs")
    String make(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable String key,
            @RequestParam Map<String, String> given) {
        Report report = shelf.require(key);
        UUID run = runs.ask(report, report.declaration().accepted(given), analyst.account());
        return "redirect:" + ReportsConfiguration.PATH + "/runs/" + run;
    }

    @PostMapping(ONE + "/remove")
    String remove(@AuthenticationPrincipal SignedIn analyst, @PathVariable String key) {
        shelf.remove(key, analyst.account());
        return "redirect:" + ReportsConfiguration.PATH + "?done=removed";
    }
}
