package tw.qiao.platform.casework;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tw.qiao.platform.casework.CaseEvent.Details;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.Pages;

/** The page of one case: look, ask for corrections, decide; what is sent to the applicant is shown before. */
@Controller
class DeskCaseController {
    private static final String EDIT = "edit";
    private static final String SEND = "send";

    private final Desk desk;
    private final CaseViews views;
    private final FactCheck facts;
    private final CasePreviews previews;
    private final Procedures procedures;
    private final Pages pages;

    DeskCaseController(
            Desk desk, CaseViews views, FactCheck facts, CasePreviews previews, Procedures procedures, Pages pages) {
        this.desk = desk;
        this.views = views;
        this.facts = facts;
        this.previews = previews;
        this.procedures = procedures;
        this.pages = pages;
    }

    @GetMapping("/desk/cases/{id}")
    ModelAndView look(@PathVariable UUID id, @AuthenticationPrincipal SignedIn officer) {
        DeskCase shown = shown(id, officer);
        return page(shown, officer, OfficerInput.none(shown), HttpStatus.OK);
    }

    /** Shows the message that asks for corrections, or sends it. */
    @PostMapping("/desk/cases/{id}/supplement")
    ModelAndView supplement(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> typed,
            @AuthenticationPrincipal SignedIn officer,
            HttpServletRequest request,
            RedirectAttributes flash) {
        DeskCase shown = shown(id, officer);
        OfficerInput input = OfficerInput.supplement(shown, typed, pages.of(request));
        ModelAndView other = unready(shown, officer, input, typed);
        if (other != null) {
            return other;
        }
        if (typed.containsKey(SEND)) {
            desk.requestSupplement(officer, id, input.version(), input.reasons(), input.note());
            return done(shown, "supplement", flash);
        }
        CaseFile file = desk.find(officer, id);
        var details = previews.asking(procedures.get(file.procedure()), input);
        return confirm("casework/confirmSupplement", file, details, "request-supplement", shown, input);
    }

    /** Shows the decision with the message that it sends, or takes it. */
    @PostMapping("/desk/cases/{id}/decision")
    ModelAndView decide(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> typed,
            @AuthenticationPrincipal SignedIn officer,
            HttpServletRequest request,
            RedirectAttributes flash) {
        DeskCase shown = shown(id, officer);
        OfficerInput input = OfficerInput.decision(shown, typed, pages.of(request));
        ModelAndView other = unready(shown, officer, input, typed);
        if (other != null) {
            return other;
        }
        Decision decision = input.decision();
        if (typed.containsKey(SEND)) {
            desk.decide(officer, id, input.version(), decision);
            return done(shown, decision.action(), flash);
        }
        var details = Details.deciding(decision.comment(), decision.article());
        return confirm("casework/confirmDecision", desk.find(officer, id), details, decision.action(), shown, input);
    }

    // A page that is out of date is answered before what was typed on it.
    private @org.jspecify.annotations.Nullable ModelAndView unready(
            DeskCase shown, SignedIn officer, OfficerInput input, MultiValueMap<String, String> typed) {
        if (shown.version() != input.version()) {
            throw new CaseChanged(shown.id());
        }
        if (!input.errors().isEmpty()) {
            return page(shown, officer, input, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return typed.containsKey(EDIT) ? page(shown, officer, input, HttpStatus.OK) : null;
    }

    private ModelAndView confirm(
            String view, CaseFile file, Details details, String action, DeskCase shown, OfficerInput input) {
        return new ModelAndView(view)
                .addObject("shown", shown)
                .addObject("input", input)
                .addObject("preview", previews.message(procedures.get(file.procedure()), file, details, action));
    }

    private static ModelAndView done(DeskCase shown, String what, RedirectAttributes flash) {
        flash.addFlashAttribute("done", what);
        flash.addFlashAttribute("doneReceipt", shown.receiptNumber());
        return new ModelAndView("redirect:/desk?view=mine");
    }

    private DeskCase shown(UUID id, SignedIn officer) {
        CaseFile file = desk.find(officer, id);
        return views.desk(procedures.get(file.procedure()), file, officer);
    }

    private ModelAndView page(DeskCase shown, SignedIn officer, OfficerInput input, HttpStatus status) {
        var page = new ModelAndView("casework/case");
        page.setStatus(status);
        return page.addObject("shown", shown)
                .addObject("findings", facts.of(desk.find(officer, shown.id())))
                .addObject("input", input);
    }
}
