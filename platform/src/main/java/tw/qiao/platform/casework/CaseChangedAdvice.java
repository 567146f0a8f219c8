package tw.qiao.platform.casework;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.casework.DeskCase.EventLine;
import tw.qiao.platform.identity.SignedIn;

/** Shows who was first when two people change a case at once: what happened, by whom, and what to do now. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class CaseChangedAdvice {
    private final CaseFiles files;
    private final Procedures procedures;
    private final CaseViews views;

    CaseChangedAdvice(CaseFiles files, Procedures procedures, CaseViews views) {
        this.files = files;
        this.procedures = procedures;
        this.views = views;
    }

    @ExceptionHandler
    ModelAndView changed(CaseChanged changed) {
        CaseFile file = files.find(changed.caseId())
                .orElseThrow(() -> Problem.notFound("case_unknown", "There is no such case"));
        boolean own = SecurityContextHolder.getContext().getAuthentication() != null
                && SecurityContextHolder.getContext().getAuthentication().getPrincipal() instanceof SignedIn person
                && person.account().equals(file.applicant());
        EventLine last = views.last(procedures.get(file.procedure()), file);
        var page = new ModelAndView("casework/changed");
        page.setStatus(HttpStatus.CONFLICT);
        return page.addObject("receiptNumber", file.receiptNumber())
                .addObject("last", own ? last.withoutActor() : last)
                .addObject("path", (own ? "/my/cases/" : "/desk/cases/") + file.id());
    }
}
