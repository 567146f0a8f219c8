package tw.qiao.platform.reconciliation;

import java.time.Clock;
import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Text;
import tw.qiao.platform.identity.SignedIn;

/** The administrators' pages about the reconciliation of logs (對帳). */
@Controller
class ReconciliationController {
    private static final int PAGE = 25;
    private static final int LONGEST_NOTE = 1_000;
    private static final String ONE = "/admin/reconciliation/{id}";

    private final Findings findings;
    private final LogStates states;
    private final LogMirrors mirrors;
    private final Comparison comparison;
    private final BothSides sides;
    private final Clock clock;

    ReconciliationController(
            Findings findings,
            LogStates states,
            LogMirrors mirrors,
            Comparison comparison,
            BothSides sides,
            Clock clock) {
        this.findings = findings;
        this.states = states;
        this.mirrors = mirrors;
        this.comparison = comparison;
        this.sides = sides;
        this.clock = clock;
    }

    @GetMapping("/admin/reconciliation")
    String all(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String member,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(defaultValue = "newest") String sort,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        var logs = logs();
        String known = logs.stream().anyMatch(log -> log.state().member().equals(member)) ? member : "";
        var asked = new FindingFilter(kind, known, from, to, state, sort, page);
        long total = findings.count(asked);
        int last = (int) Math.max(1, Math.ceilDiv(total, PAGE));
        var filter = asked.on(Math.min(asked.page(), last));
        model.addAttribute(
                "overview",
                new Overview(
                        filter,
                        findings.page(filter, PAGE),
                        total,
                        last,
                        logs,
                        comparison.compared(),
                        comparison.waiting()));
        return "reconciliation/findings";
    }

    private List<Overview.Log> logs() {
        return states.all().stream()
                .map(state -> new Overview.Log(
                        state,
                        mirrors.find(state.origin())
                                .map(mirror -> mirror.size())
                                .orElse(0L),
                        clock.instant()))
                .toList();
    }

    @GetMapping(ONE)
    String one(@PathVariable long id, @RequestParam(defaultValue = "") String done, Model model) {
        Finding finding = findings.find(id).orElseThrow(ReconciliationController::unknown);
        model.addAttribute("finding", finding);
        model.addAttribute("entries", finding.ofExchange().map(sides::of).orElse(List.of()));
        model.addAttribute("fork", mirrors.find(finding.origin()).flatMap(mirror -> mirror.fork()));
        model.addAttribute("done", done);
        return "reconciliation/finding";
    }

    @PostMapping(ONE + "/acknowledge")
    String acknowledge(
            @AuthenticationPrincipal SignedIn administrator,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String note) {
        if (findings.find(id).isEmpty()) {
            throw unknown();
        }
        String typed = note.strip();
        if (typed.isBlank() || typed.length() > LONGEST_NOTE || !Text.isClean(typed)) {
            return "redirect:/admin/reconciliation/" + id + "?done=note-wrong";
        }
        boolean first = findings.acknowledge(id, administrator.account(), typed, clock.instant());
        return "redirect:/admin/reconciliation/" + id + "?done=" + (first ? "acknowledged" : "before");
    }

    private static Problem unknown() {
        return Problem.notFound("finding_unknown", "There is no such finding");
    }
}
