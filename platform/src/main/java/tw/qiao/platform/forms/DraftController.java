package tw.qiao.platform.forms;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;

/** A draft: begin it, see its task list, delete it. */
@Controller
class DraftController {
    private final Applications applications;
    private final Drafts drafts;
    private final Pages pages;

    DraftController(Applications applications, Drafts drafts, Pages pages) {
        this.applications = applications;
        this.drafts = drafts;
        this.pages = pages;
    }

    @PostMapping("/drafts")
    String begin(@RequestParam String form, @AuthenticationPrincipal SignedIn person) {
        return "redirect:/drafts/" + applications.begin(form, person.account()).id();
    }

    @GetMapping("/drafts/{id}")
    String tasks(
            @PathVariable UUID id, @AuthenticationPrincipal SignedIn person, HttpServletRequest request, Model model) {
        Journey journey = applications.journey(id, person.account());
        model.addAttribute("form", journey.form());
        model.addAttribute("draft", journey.draft());
        model.addAttribute("tasks", tasks(journey, pages.of(request)));
        model.addAttribute("next", journey.next());
        return "forms/tasks";
    }

    private static List<TaskView> tasks(Journey journey, Page page) {
        var tasks = new ArrayList<TaskView>();
        for (var section : journey.form().sections()) {
            String first = journey.path() + "/questions/" + journey.first(section);
            tasks.add(TaskView.of(section.title().in(page), first, journey.status(section)));
            if (section.id().equals(journey.form().data().after())) {
                boolean begun = journey.undecided().isEmpty();
                String href = journey.path() + (begun ? "/data" : "/consent");
                tasks.add(TaskView.of(page.text("forms.data.task"), href, journey.dataStatus()));
            }
        }
        var check = journey.isComplete() ? Journey.Status.NOT_BEGUN : Journey.Status.NOT_YET;
        tasks.add(TaskView.of(page.text("forms.check.task"), journey.path() + "/check", check));
        return tasks;
    }

    @GetMapping("/drafts/{id}/delete")
    String askToDelete(@PathVariable UUID id, @AuthenticationPrincipal SignedIn person, Model model) {
        Journey journey = applications.journey(id, person.account());
        model.addAttribute("form", journey.form());
        model.addAttribute("draft", journey.draft());
        return "forms/delete";
    }

    @PostMapping("/drafts/{id}/delete")
    String delete(@PathVariable UUID id, @AuthenticationPrincipal SignedIn person) {
        Journey journey = applications.journey(id, person.account());
        drafts.delete(id, person.account());
        return "redirect:/services/" + journey.form().id();
    }
}
