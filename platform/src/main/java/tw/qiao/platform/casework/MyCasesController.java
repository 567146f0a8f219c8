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
import tw.qiao.platform.casework.MyCases.Item;
import tw.qiao.platform.credentials.Certificates;
import tw.qiao.platform.forms.OpenDrafts;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.notifications.Notices;

/** The citizen's wall and the pages of her applications. */
@Controller
class MyCasesController {
    private static final int NOTICES = 10;

    private final MyFiles mine;
    private final OpenDrafts drafts;
    private final Certificates certificates;
    private final Notices notices;

    MyCasesController(MyFiles mine, OpenDrafts drafts, Certificates certificates, Notices notices) {
        this.mine = mine;
        this.drafts = drafts;
        this.certificates = certificates;
        this.notices = notices;
    }

    @GetMapping("/my")
    String wall(@AuthenticationPrincipal SignedIn person, Model model) {
        List<Item> items = mine.items(person);
        model.addAttribute(
                "wall",
                new MyCases(
                        items.stream()
                                .filter(item -> item.supplementDue() != null)
                                .toList(),
                        drafts.ofApplicant(person.account()),
                        items,
                        certificates.ofHolder(person.account()),
                        notices.ofAccount(person.account(), NOTICES)));
        return "casework/wall";
    }

    @GetMapping("/my/cases/{id}")
    String timeline(@PathVariable UUID id, @AuthenticationPrincipal SignedIn person, Model model) {
        model.addAttribute("timeline", mine.timeline(person, id));
        return "casework/timeline";
    }

    @GetMapping("/my/cases/{id}/withdraw")
    String askToWithdraw(@PathVariable UUID id, @AuthenticationPrincipal SignedIn person, Model model) {
        MyCases.Timeline timeline = mine.timeline(person, id);
        model.addAttribute("timeline", timeline);
        return timeline.canWithdraw() ? "casework/withdraw" : "redirect:/my/cases/" + id;
    }

    @PostMapping("/my/cases/{id}/withdraw")
    String withdraw(
            @PathVariable UUID id,
            @RequestParam int version,
            @AuthenticationPrincipal SignedIn person,
            RedirectAttributes flash) {
        mine.withdraw(person, id, version);
        flash.addFlashAttribute("done", "withdraw");
        return "redirect:/my/cases/" + id;
    }
}
