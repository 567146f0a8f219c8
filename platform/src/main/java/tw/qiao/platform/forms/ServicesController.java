package tw.qiao.platform.forms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tw.qiao.platform.identity.SignedIn;

/** The services that can be applied for, and the start page of each. */
@Controller
class ServicesController {
    private final FormDocuments forms;
    private final Drafts drafts;

    ServicesController(FormDocuments forms, Drafts drafts) {
        this.forms = forms;
        this.drafts = drafts;
    }

    @GetMapping("/services")
    String all(Model model) {
        model.addAttribute("forms", forms.newest());
        return "forms/services";
    }

    @GetMapping("/services/{form}")
    String start(@PathVariable String form, @AuthenticationPrincipal @Nullable SignedIn person, Model model) {
        model.addAttribute("form", forms.newest(form));
        model.addAttribute("drafts", person == null ? List.of() : ownDrafts(form, person));
        return "forms/start";
    }

    private List<Draft> ownDrafts(String form, SignedIn person) {
        return drafts.ofApplicant(person.account()).stream()
                .filter(draft -> draft.form().equals(form))
                .toList();
    }
}
