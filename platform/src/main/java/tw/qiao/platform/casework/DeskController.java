package tw.qiao.platform.casework;

import java.util.List;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tw.qiao.kernel.Text;
import tw.qiao.platform.casework.DeskQueue.Row;
import tw.qiao.platform.casework.DeskQueue.StateChoice;
import tw.qiao.platform.casework.QueueFilter.Sort;
import tw.qiao.platform.casework.QueueFilter.View;
import tw.qiao.platform.identity.SignedIn;

/** The officers' desk (承辦桌面): the queue of their agency. */
@Controller
class DeskController {
    private static final int PAGE = 20;
    private static final int LONGEST_QUERY = 100;

    private final Desk desk;
    private final CaseQueue queue;
    private final CaseTerms terms;
    private final Procedures procedures;

    DeskController(Desk desk, CaseQueue queue, CaseTerms terms, Procedures procedures) {
        this.desk = desk;
        this.queue = queue;
        this.terms = terms;
        this.procedures = procedures;
    }

    @GetMapping("/desk")
    String queue(
            @RequestParam(defaultValue = "unassigned") String view,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "due") String sort,
            @RequestParam(defaultValue = "") String query,
            @RequestParam(defaultValue = "1") int page,
            @AuthenticationPrincipal SignedIn officer,
            Model model) {
        String typed = Text.isClean(query) ? Text.typed(query) : "";
        String wanted = typed.substring(0, Math.min(typed.length(), LONGEST_QUERY));
        List<StateChoice> states = states(officer);
        String known = states.stream().anyMatch(choice -> choice.id().equals(state)) ? state : "";
        var filter = new QueueFilter(View.of(view), known, Sort.of(sort), wanted, Math.max(1, page));
        int total = queue.count(officer, filter);
        int last = Math.max(1, (total + PAGE - 1) / PAGE);
        var shown = new QueueFilter(filter.view(), known, filter.sort(), wanted, Math.min(filter.page(), last));
        List<Row> rows = queue.page(officer, shown, PAGE).stream()
                .map(file -> row(file, officer))
                .toList();
        model.addAttribute(
                "queue", new DeskQueue(shown, rows, total, last, queue.counts(officer, terms.today()), states));
        return "casework/desk";
    }

    private List<StateChoice> states(SignedIn officer) {
        return procedures.ofAgency(officer.agency()).stream()
                .flatMap(procedure -> procedure.states().stream())
                .map(state -> new StateChoice(state.id(), state.title()))
                .distinct()
                .toList();
    }

    private Row row(CaseFile file, SignedIn officer) {
        Procedure procedure = procedures.get(file.procedure());
        Procedure.State state = procedure.state(file.state());
        CaseFile.Assignee assignee = file.assignee();
        boolean claimable =
                assignee == null && procedure.step("claim", file.state()).isPresent();
        return new Row(
                file.id(),
                file.receiptNumber(),
                file.applicantName(),
                file.subject(),
                state.title(),
                state.tone(),
                terms.term(file),
                file.due(),
                file.opened(),
                assignee == null ? "" : assignee.name(),
                file.isAssignedTo(officer.account()),
                claimable,
                file.version());
    }

    @PostMapping("/desk/next")
    String next(@AuthenticationPrincipal SignedIn officer, RedirectAttributes flash) {
        return desk.takeNext(officer)
                .map(file -> "redirect:/desk/cases/" + file.id())
                .orElseGet(() -> {
                    flash.addFlashAttribute("done", "none");
                    return "redirect:/desk";
                });
    }

    @PostMapping("/desk/cases/{id}/claim")
    String claim(@PathVariable UUID id, @RequestParam int version, @AuthenticationPrincipal SignedIn officer) {
        desk.take(officer, id, version, "claim", "");
        return "redirect:/desk/cases/" + id;
    }

    @PostMapping("/desk/cases/{id}/return")
    String giveBack(
            @PathVariable UUID id,
            @RequestParam int version,
            @AuthenticationPrincipal SignedIn officer,
            RedirectAttributes flash) {
        desk.take(officer, id, version, "return", "");
        flash.addFlashAttribute("done", "return");
        return "redirect:/desk";
    }

    @PostMapping("/desk/cases/{id}/resume")
    String resume(@PathVariable UUID id, @RequestParam int version, @AuthenticationPrincipal SignedIn officer) {
        desk.take(officer, id, version, "resume", "");
        return "redirect:/desk/cases/" + id;
    }
}
