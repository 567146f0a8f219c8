package tw.qiao.platform.reports;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;
import tw.qiao.platform.warehouse.AnalystQuestions;

/** Reports that analysts make from a statement, or from a view of a cube. */
@Controller
class NewReportController {
    private static final String PATH = ReportsConfiguration.PATH + "/new";

    private final ReportShelf shelf;
    private final ReportCompiling compiling;
    private final AnalystQuestions warehouse;
    private final Pages pages;

    NewReportController(ReportShelf shelf, ReportCompiling compiling, AnalystQuestions warehouse, Pages pages) {
        this.shelf = shelf;
        this.compiling = compiling;
        this.warehouse = warehouse;
        this.pages = pages;
    }

    @GetMapping(PATH)
    ModelAndView begin(
            @AuthenticationPrincipal SignedIn analyst,
            @RequestParam(required = false) @Nullable UUID query,
            @RequestParam(defaultValue = "") String cube,
            @RequestParam(defaultValue = "") String question) {
        if (!cube.isEmpty()) {
            var form = new ReportForm(Map.of("cube", cube, "question", question));
            form.view();
            return page(form, InputErrors.none());
        }
        String statement = query == null
                ? ""
                : warehouse.statement(query, analyst.account()).orElse("");
        return page(new ReportForm(Map.of("statement", statement)), InputErrors.none());
    }

    @PostMapping(PATH)
    ModelAndView keep(
            @AuthenticationPrincipal SignedIn analyst,
            @RequestParam Map<String, String> typed,
            HttpServletRequest request) {
        var form = new ReportForm(typed);
        Page page = pages.of(request);
        InputErrors errors = form.errors(page);
        if (errors.isEmpty()) {
            errors = tried(analyst, form, page);
        }
        if (!errors.isEmpty()) {
            ModelAndView view = page(form, errors);
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return view;
        }
        String key = shelf.keep(analyst.account(), form.json());
        return new ModelAndView("redirect:" + ReportsConfiguration.PATH + "/" + key + "?done=kept");
    }

    /** Makes it once, so that no report is kept that cannot be made. */
    private InputErrors tried(SignedIn analyst, ReportForm form, Page page) {
        var errors = InputErrors.none();
        try {
            compiling.compile(analyst.account(), form.declaration(), Map.of());
        } catch (Problem problem) {
            String field =
                    problem.code().equals("report_columns") ? "headings" : form.isOfCube() ? "view" : "statement";
            String words = page.textOr(
                    "reports.fault." + problem.code(),
                    page.textOr(
                            "warehouse.fault." + problem.code(),
                            page.textOr("cubes.fault." + problem.code(), page.text("reports.form.statement.wrong"))));
            // the engine says where a statement is wrong, which no words of ours can
            boolean precise = problem.code().startsWith("query_");
            errors.add(field, precise ? words + " (" + problem.getMessage() + ")" : words);
        }
        return errors;
    }

    private static ModelAndView page(ReportForm form, InputErrors errors) {
        return new ModelAndView("reports/new", Map.of("form", form, "errors", errors));
    }
}
