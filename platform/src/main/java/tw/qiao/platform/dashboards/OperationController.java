package tw.qiao.platform.dashboards;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Pages;

/** The board of the platform's own operation, for those who decide and those who run it. */
@Controller
class OperationController {
    private static final String PATH = "/dashboards/operation";

    private final OperationBoard board;
    private final Pages pages;

    OperationController(OperationBoard board, Pages pages) {
        this.board = board;
        this.pages = pages;
    }

    @Bean
    static Access operationForOfficers() {
        return new Access(PATH, Audience.OFFICER);
    }

    @Bean
    static Access operationForAdministrators() {
        return new Access(PATH, Audience.ADMINISTRATOR);
    }

    @GetMapping(PATH)
    ModelAndView page(@RequestParam(defaultValue = "") String time, HttpServletRequest request) {
        var page = pages.of(request);
        var errors = InputErrors.none();
        int days = OperationPage.CHOICES.getFirst();
        for (int choice : OperationPage.CHOICES) {
            days = time.equals(Integer.toString(choice)) ? choice : days;
        }
        if (!time.isEmpty() && !time.equals(Integer.toString(days))) {
            errors.add("time", page.text("dashboards.operation.error"));
        }
        var view = new ModelAndView("dashboards/operation");
        view.addObject("operation", board.page(days, page));
        view.addObject("errors", errors);
        if (!errors.isEmpty()) {
            view.setStatus(HttpStatus.BAD_REQUEST);
        }
        return view;
    }
}
