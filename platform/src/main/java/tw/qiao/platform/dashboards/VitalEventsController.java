package tw.qiao.platform.dashboards;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;

/** The dashboard of vital events (人口動態) by township and month, and its downloads. */
@Controller
class VitalEventsController {
    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private final VitalEvents events;
    private final Pages pages;

    VitalEventsController(VitalEvents events, Pages pages) {
        this.events = events;
        this.pages = pages;
    }

    @GetMapping("/dashboards")
    String index() {
        return "dashboards/index";
    }

    @GetMapping("/dashboards/vital-events")
    ModelAndView page(@RequestParam Map<String, String> parameters, HttpServletRequest request) {
        var errors = InputErrors.none();
        var view = new ModelAndView("dashboards/vitalEvents");
        view.addObject("words", words(parameters, pages.of(request), errors));
        view.addObject("errors", errors);
        if (!errors.isEmpty()) {
            view.setStatus(HttpStatus.BAD_REQUEST);
        }
        return view;
    }

    @GetMapping("/dashboards/vital-events/data")
    ResponseEntity<byte[]> data(@RequestParam Map<String, String> parameters, HttpServletRequest request) {
        ReportWords words = wordsOrProblem(parameters, pages.of(request));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(words.chartData().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @GetMapping("/dashboards/vital-events/townships.csv")
    ResponseEntity<byte[]> townships(@RequestParam Map<String, String> parameters, HttpServletRequest request) {
        Page page = pages.of(request);
        Report report = reportOrProblem(parameters, page);
        var words = new ReportWords(page, report, counties());
        var csv = new Csv();
        csv.row(header(page, "code", "county", "township", "from", "to", "measure", "value", "unit", "source"));
        Period period = report.choice().period();
        for (Report.PlaceValue value : report.townships()) {
            Place place = value.place();
            csv.row(cells(
                    place.code(),
                    page.either(place.county(), place.countyEnglish()),
                    page.either(place.name(), place.english()),
                    period.from(),
                    period.to(),
                    words.measure(),
                    value.value(),
                    words.unit(),
                    page.text("dashboards.vital-events.source")));
        }
        return download("vital-events-townships.csv", csv);
    }

    @GetMapping("/dashboards/vital-events/months.csv")
    ResponseEntity<byte[]> months(@RequestParam Map<String, String> parameters, HttpServletRequest request) {
        Page page = pages.of(request);
        Report report = reportOrProblem(parameters, page);
        var words = new ReportWords(page, report, counties());
        var csv = new Csv();
        csv.row(header(page, "month", "month-words", "place", "measure", "value", "unit", "source"));
        for (Report.MonthValue month : report.months()) {
            csv.row(cells(
                    month.month(),
                    Months.words(page, month.month()),
                    words.placeName(),
                    words.measure(),
                    month.value().map(Object.class::cast).orElse(""),
                    words.unit(),
                    page.text("dashboards.vital-events.source")));
        }
        return download("vital-events-months.csv", csv);
    }

    private ReportWords words(Map<String, String> parameters, Page page, InputErrors errors) {
        return new ReportWords(page, report(parameters, page, errors), counties());
    }

    private ReportWords wordsOrProblem(Map<String, String> parameters, Page page) {
        return new ReportWords(page, reportOrProblem(parameters, page), counties());
    }

    private Report reportOrProblem(Map<String, String> parameters, Page page) {
        var errors = InputErrors.none();
        Report report = report(parameters, page, errors);
        if (!errors.isEmpty()) {
            String all = String.join(
                    " ", errors.all().stream().map(error -> error.message()).toList());
            throw Problem.invalid("dashboards_choice", all);
        }
        return report;
    }

    private Report report(Map<String, String> parameters, Page page, InputErrors errors) {
        var codes = Report.counties(events.townships()).keySet();
        return Report.of(Choice.read(parameters, events.coverage(), codes, page, errors), events);
    }

    private List<Place> counties() {
        return List.copyOf(Report.counties(events.townships()).values());
    }

    private static List<Object> header(Page page, String... columns) {
        return new ArrayList<>(Arrays.stream(columns)
                .map(column -> page.text("dashboards.column." + column))
                .toList());
    }

    private static List<Object> cells(Object... cells) {
        return Arrays.asList(cells);
    }

    private static ResponseEntity<byte[]> download(String name, Csv csv) {
        return ResponseEntity.ok()
                .contentType(CSV)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(csv.bytes());
    }
}
