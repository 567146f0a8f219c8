package tw.qiao.platform.reports;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.kernel.CanonicalJson;
import tw.qiao.kernel.Problem;

/** What was made (執行紀錄): its state, its files and their receipts. */
@Controller
class ReportRunController {
    private static final String PATH = ReportsConfiguration.PATH + "/runs";
    private static final String ONE = PATH + "/{id}";
    private static final int PAGE = 20;
    private static final int GONE = 410;

    private final ReportRuns runs;
    private final PublishedFiles files;
    private final ReportEvidence evidence;
    private final ReportShelf shelf;

    ReportRunController(ReportRuns runs, PublishedFiles files, ReportEvidence evidence, ReportShelf shelf) {
        this.shelf = shelf;
        this.runs = runs;
        this.files = files;
        this.evidence = evidence;
    }

    @GetMapping(PATH)
    ModelAndView history(@RequestParam(defaultValue = "") String report, @RequestParam(defaultValue = "1") int page) {
        int last = Math.max(1, Math.ceilDiv(runs.count(report), PAGE));
        int shown = Math.clamp(page, 1, last);
        List<ReportRun> listed = runs.page(report, shown, PAGE);
        var view = new ModelAndView(
                "reports/runs", Map.of("runs", listed, "report", report, "number", shown, "last", last));
        return view.addObject("declarations", shelf.declarations(listed.stream().map(ReportRun::report)));
    }

    @GetMapping(ONE)
    ModelAndView one(@PathVariable UUID id) {
        ReportRun run = runs.require(id);
        var view = new ModelAndView("reports/run", Map.of("run", run, "files", files.of(id)));
        view.addObject("chosen", chosen(run));
        view.addObject(
                "proven",
                files.of(id).stream()
                        .filter(evidence::isProven)
                        .map(PublishedFile::format)
                        .toList());
        return view;
    }

    @GetMapping(ONE + "/file.{word}")
    ResponseEntity<byte[]> file(@PathVariable UUID id, @PathVariable String word) {
        FileFormat format = Downloads.format(word);
        PublishedFile file = files.find(id, format).orElseThrow(ReportRunController::unknown);
        byte[] content = files.content(id, format)
                .orElseThrow(() ->
                        Problem.of("report_file_expired", GONE, false, "This file was kept until " + file.expires()));
        ReportRun run = runs.require(id);
        return Downloads.file(Chosen.fileName(run.title(), chosen(run)), format, content);
    }

    private List<Chosen> chosen(ReportRun run) {
        return Chosen.of(shelf.find(run.report()).map(Report::declaration).orElse(null), run.parameters());
    }

    @GetMapping(ONE + "/receipt.{word}")
    ResponseEntity<byte[]> receipt(@PathVariable UUID id, @PathVariable String word) {
        PublishedFile file = files.find(id, Downloads.format(word)).orElseThrow(ReportRunController::unknown);
        String json = CanonicalJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(evidence.receipt(file));
        return Downloads.named(
                "receipt-" + id + "-" + file.format().word() + ".json",
                MediaType.APPLICATION_JSON,
                json.getBytes(StandardCharsets.UTF_8));
    }

    private static Problem unknown() {
        return Problem.notFound("report_file_unknown", "There is no such file");
    }
}
