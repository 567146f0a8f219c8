package tw.qiao.platform.dashboards;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;

/** The board of the platform's own operation, for those who decide and those who run it. */
@Controller
class OperationController {
    private static final String ALL_PATHS = OperationPage.PATH + "/**";

    private final OperationReading reading;
    private final OperationCitations citations;
    private final Pages pages;

    OperationController(OperationReading reading, OperationCitations citations, Pages pages) {
        this.reading = reading;
        this.citations = citations;
        this.pages = pages;
    }

    @Bean
    static Access operationForOfficers() {
        return new Access(ALL_PATHS, Audience.OFFICER);
    }

    @Bean
    static Access operationForAdministrators() {
        return new Access(ALL_PATHS, Audience.ADMINISTRATOR);
    }

    @GetMapping(OperationPage.PATH)
    ModelAndView page(
            @RequestParam(defaultValue = "") String time,
            @RequestParam(defaultValue = "") String at,
            HttpServletRequest request) {
        var errors = InputErrors.none();
        var view = new ModelAndView("dashboards/operation");
        view.addObject("operation", shown(time, at, pages.of(request), errors));
        view.addObject("errors", errors);
        if (!errors.isEmpty()) {
            view.setStatus(HttpStatus.BAD_REQUEST);
        }
        return view;
    }

    @GetMapping(OperationPage.PATH + "/{table:[a-z-]+}.csv")
    ResponseEntity<byte[]> download(
            @PathVariable String table,
            @RequestParam(defaultValue = "") String time,
            @RequestParam(defaultValue = "") String at,
            HttpServletRequest request) {
        var errors = InputErrors.none();
        OperationPage shown = shown(time, at, pages.of(request), errors);
        if (!errors.isEmpty()) {
            throw Problem.invalid("dashboards_choice", errors.all().getFirst().message());
        }
        return BoardController.file("operation", table, shown.csv(table));
    }

    /** Keeps the figures of now, so that their address can be cited. */
    @PostMapping(OperationPage.PATH + "/citations")
    String cite(@RequestParam(defaultValue = "") String time, HttpServletRequest request) {
        int days = days(time, pages.of(request), InputErrors.none());
        return "redirect:" + OperationPage.PATH + "?at=" + citations.keep(reading.state(days));
    }

    private OperationPage shown(String time, String at, Page page, InputErrors errors) {
        int days = days(time, page, errors);
        if (!at.isEmpty()) {
            Optional<OperationState> cited = cited(at);
            if (cited.isPresent()) {
                return OperationPage.of(cited.get(), at, page);
            }
            errors.add("at", page.text("dashboards.operation.error.at"));
        }
        return OperationPage.of(reading.state(days), "", page);
    }

    private Optional<OperationState> cited(String at) {
        try {
            return citations.find(UUID.fromString(at));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    private static int days(String time, Page page, InputErrors errors) {
        for (int choice : OperationPage.CHOICES) {
            if (time.equals(Integer.toString(choice))) {
                return choice;
            }
        }
        if (!time.isEmpty()) {
            errors.add("time", page.text("dashboards.operation.error"));
        }
        return OperationPage.CHOICES.getFirst();
    }
}
