package tw.qiao.platform.reports;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;

/** What is made by the clock, and of what one hears (排程與訂閱). */
@Controller
class ReportScheduleController {
    private static final String PATH = ReportsConfiguration.PATH + "/schedules";

    private final ReportSchedules schedules;
    private final ReportSubscriptions subscriptions;
    private final ReportShelf shelf;
    private final ParameterTimes times;
    private final Pages pages;

    ReportScheduleController(
            ReportSchedules schedules,
            ReportSubscriptions subscriptions,
            ReportShelf shelf,
            ParameterTimes times,
            Pages pages) {
        this.schedules = schedules;
        this.subscriptions = subscriptions;
        this.shelf = shelf;
        this.times = times;
        this.pages = pages;
    }

    @GetMapping(PATH)
    ModelAndView all(
            @AuthenticationPrincipal SignedIn analyst,
            @RequestParam(defaultValue = "") String report,
            @RequestParam(defaultValue = "") String done) {
        return page(analyst, Map.of("report", report), InputErrors.none()).addObject("done", done);
    }

    @PostMapping(PATH)
    ModelAndView add(
            @AuthenticationPrincipal SignedIn analyst,
            @RequestParam Map<String, String> typed,
            HttpServletRequest request) {
        InputErrors errors = errors(typed, pages.of(request));
        if (!errors.isEmpty()) {
            ModelAndView view = page(analyst, typed, errors);
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return view;
        }
        Report report = report(typed).orElseThrow();
        schedules.add(report, report.declaration().accepted(typed), analyst.account(), rhythm(typed));
        return new ModelAndView("redirect:" + PATH + "?done=scheduled");
    }

    private InputErrors errors(Map<String, String> typed, Page page) {
        Optional<Report> report = report(typed);
        InputErrors errors = report.map(found -> ReportController.errors(found, typed, page))
                .orElseGet(() -> InputErrors.none().add("report", page.text("reports.schedule.report.wrong")));
        if (!typed.getOrDefault("hour", "").matches("[01]?\\d|2[0-3]")) {
            errors.add("hour", page.text("reports.schedule.hour.wrong"));
        }
        String every = typed.getOrDefault("every", "");
        String day = typed.getOrDefault("day", "");
        if (!every.matches("DAILY|WEEKLY|MONTHLY")) {
            errors.add("every", page.text("reports.schedule.every.wrong"));
        } else if (every.equals("WEEKLY") && !day.matches("[1-7]")) {
            errors.add("day", page.text("reports.schedule.day.wrong.week"));
        } else if (every.equals("MONTHLY") && !day.matches("[1-9]|[12]\\d|3[01]")) {
            errors.add("day", page.text("reports.schedule.day.wrong.month"));
        }
        return errors;
    }

    private Optional<Report> report(Map<String, String> typed) {
        return shelf.find(typed.getOrDefault("report", ""));
    }

    private static Rhythm rhythm(Map<String, String> typed) {
        var every = Rhythm.Every.valueOf(typed.getOrDefault("every", ""));
        String day = every == Rhythm.Every.DAILY ? "1" : typed.getOrDefault("day", "1");
        return new Rhythm(every, Integer.parseInt(day), Integer.parseInt(typed.getOrDefault("hour", "0")));
    }

    @PostMapping(PATH + "/{id}/{change:pause|resume|remove}")
    String change(@AuthenticationPrincipal SignedIn analyst, @PathVariable UUID id, @PathVariable String change) {
        if (change.equals("remove")) {
            schedules.remove(id, analyst.account());
        } else {
            schedules.set(id, analyst.account(), change.equals("resume"));
        }
        return "redirect:" + PATH + "?done=" + change;
    }

    private ModelAndView page(SignedIn analyst, Map<String, String> typed, InputErrors errors) {
        List<Report> all = shelf.all();
        var view = new ModelAndView("reports/schedules");
        view.addObject("reports", all);
        view.addObject("schedules", schedules.of(analyst.account()));
        view.addObject(
                "subscribed",
                all.stream()
                        .filter(report -> subscriptions.has(report.key(), analyst.account()))
                        .toList());
        report(typed).ifPresent(report -> {
            view.addObject("chosen", report);
            view.addObject("times", times.of(report.declaration()));
        });
        view.addObject("typed", typed);
        view.addObject("errors", errors);
        return view;
    }
}
