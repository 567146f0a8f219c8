package tw.qiao.platform.forms;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Pages;

/** Check the answers, declare, submit, and see the receipt. */
@Controller
class SubmissionController {
    private final Applications applications;
    private final Submissions submissions;
    private final AnswerViews views;
    private final Pages pages;

    SubmissionController(Applications applications, Submissions submissions, AnswerViews views, Pages pages) {
        this.applications = applications;
        this.submissions = submissions;
        this.views = views;
        this.pages = pages;
    }

    @GetMapping("/drafts/{id}/check")
    String check(@PathVariable UUID id, @AuthenticationPrincipal SignedIn person, Model model) {
        Journey journey = applications.journey(id, person.account());
        if (!isReady(journey)) {
            return "redirect:" + journey.next();
        }
        return check(journey, InputErrors.none(), model);
    }

    private static boolean isReady(Journey journey) {
        return journey.isComplete() && journey.missed().isEmpty();
    }

    private String check(Journey journey, InputErrors errors, Model model) {
        model.addAttribute("form", journey.form());
        model.addAttribute("path", journey.path());
        model.addAttribute("errors", errors);
        model.addAttribute(
                "sections",
                journey.form().sections().stream()
                        .map(section -> new SectionView(section.title(), views.of(journey, section)))
                        .toList());
        return "forms/check";
    }

    @PostMapping("/drafts/{id}/submission")
    String submit(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String declaration,
            @AuthenticationPrincipal SignedIn person,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (!declaration.equals("yes")) {
            Journey journey = applications.journey(id, person.account());
            response.setStatus(422);
            String message = pages.of(request).text("forms.error.declaration");
            return check(journey, InputErrors.none().add("declaration", message), model);
        }
        return "redirect:/applications/"
                + applications.submit(id, person.account()).id();
    }

    @GetMapping("/applications/{id}")
    String receipt(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String supplemented,
            @AuthenticationPrincipal SignedIn person,
            Model model) {
        Submission submission = submissions.own(id, person.account());
        FormDocument form = submissions.document(id);
        model.addAttribute("submission", submission);
        model.addAttribute("form", form);
        model.addAttribute("answers", views.of(form, submission));
        model.addAttribute("supplemented", !supplemented.isEmpty());
        return "forms/receipt";
    }
}
