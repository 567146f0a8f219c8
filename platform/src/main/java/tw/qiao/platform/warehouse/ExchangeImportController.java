package tw.qiao.platform.warehouse;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;

/** Data sets of the exchange's members, asked for by name and batch instead of being sent as a file. */
@Controller
class ExchangeImportController {
    private final ExchangeFetching fetching;
    private final ImportPages importPages;
    private final Pages pages;

    ExchangeImportController(ExchangeFetching fetching, ImportPages importPages, Pages pages) {
        this.fetching = fetching;
        this.importPages = importPages;
        this.pages = pages;
    }

    @PostMapping(ImportController.PATH + "/exchange")
    ModelAndView fetch(
            @AuthenticationPrincipal SignedIn analyst,
            @RequestParam(defaultValue = "") String offered,
            @RequestParam(defaultValue = "") String batch,
            HttpServletRequest request) {
        InputErrors errors = errors(offered, batch.strip(), pages.of(request));
        if (!errors.isEmpty()) {
            ModelAndView view = importPages.all(analyst, ImportPages.NEW, errors);
            view.addObject("offered", offered);
            view.addObject("batch", batch);
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return view;
        }
        UUID id = fetching.begin(analyst.account(), offered, batch.strip());
        return new ModelAndView("redirect:" + ImportController.PATH + "/" + id);
    }

    private InputErrors errors(String offered, String batch, Page page) {
        var errors = InputErrors.none();
        if (fetching.feeds().stream()
                .noneMatch(feed -> DescribedTables.called(feed).equals(offered))) {
            errors.add("offered", page.text("warehouse.exchange.feed.wrong"));
        }
        if (!batch.matches(ImportActions.PERIOD)) {
            errors.add("batch", page.text("warehouse.columns.period.wrong"));
        }
        return errors;
    }
}
