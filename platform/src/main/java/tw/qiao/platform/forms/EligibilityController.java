package tw.qiao.platform.forms;

import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tw.qiao.platform.forms.FormDocument.Minimum;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.Bilingual;

/** Where an applicant is told that the law does not allow what she chose, and what she can choose instead. */
@Controller
class EligibilityController {
    private final Applications applications;

    EligibilityController(Applications applications) {
        this.applications = applications;
    }

    @GetMapping("/drafts/{id}/not-eligible")
    String notEligible(@PathVariable UUID id, @AuthenticationPrincipal SignedIn person, Model model) {
        Journey journey = applications.journey(id, person.account());
        Optional<Minimum> missed = journey.missed();
        if (missed.isEmpty()) {
            return "redirect:" + journey.next();
        }
        Minimum minimum = missed.get();
        DraftAnswer chosen = journey.answer(minimum.chosenBy());
        DraftAnswer amount = journey.answer(minimum.question());
        if (chosen == null || amount == null) {
            return "redirect:" + journey.next();
        }
        Question choice = journey.form().question(minimum.chosenBy());
        model.addAttribute("form", journey.form());
        model.addAttribute("path", journey.path());
        model.addAttribute("minimum", minimum);
        model.addAttribute("chosen", AnswerText.shown(choice, chosen.value()));
        model.addAttribute("seen", chosen.revision());
        model.addAttribute("needed", money(minimum.values().getOrDefault(chosen.value(), 0L)));
        model.addAttribute("amount", money(Long.parseLong(amount.value())));
        model.addAttribute(
                "fitting",
                choice.options().stream()
                        .filter(option -> journey.fitting(minimum).containsKey(option.value()))
                        .toList());
        return "forms/notEligible";
    }

    private static Bilingual money(long amount) {
        return AnswerText.money(amount);
    }
}
