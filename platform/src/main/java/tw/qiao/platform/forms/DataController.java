package tw.qiao.platform.forms;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Pages;

/** Where the applicant decides whether agencies may be asked, and sees what they answered. */
@Controller
class DataController {
    private final Applications applications;
    private final DataRequests requests;
    private final Pages pages;

    DataController(Applications applications, DataRequests requests, Pages pages) {
        this.applications = applications;
        this.requests = requests;
        this.pages = pages;
    }

    /** The items that a consent is asked for: one that a question offers, or those that the form offers. */
    private static List<String> wanted(Journey journey, String item) {
        boolean offered = journey.form().questions().stream()
                .map(Question::candidates)
                .anyMatch(candidates -> candidates != null && candidates.item().equals(item));
        return offered ? List.of(item) : journey.undecided();
    }

    @GetMapping("/drafts/{id}/consent")
    String ask(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String item,
            @AuthenticationPrincipal SignedIn person,
            Model model) {
        Journey journey = applications.journey(id, person.account());
        List<String> wanted = wanted(journey, item);
        if (item.isEmpty() && (!journey.dataIsReady() || wanted.isEmpty())) {
            return "redirect:" + (wanted.isEmpty() ? journey.path() + "/data" : journey.next());
        }
        return consent(journey, item, wanted, InputErrors.none(), model);
    }

    private String consent(Journey journey, String item, List<String> wanted, InputErrors errors, Model model) {
        model.addAttribute("form", journey.form());
        model.addAttribute("path", journey.path());
        model.addAttribute("item", item);
        model.addAttribute("items", requests.items(wanted));
        model.addAttribute("errors", errors);
        return "forms/consent";
    }

    @PostMapping("/drafts/{id}/consent")
    String decide(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String item,
            @RequestParam(defaultValue = "") String choice,
            @AuthenticationPrincipal SignedIn person,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Journey journey = applications.journey(id, person.account());
        List<String> wanted = wanted(journey, item);
        switch (choice) {
            case "consent" -> requests.ask(journey, wanted, person);
            case "own" -> requests.own(journey, wanted, person);
            default -> {
                response.setStatus(422);
                String message = pages.of(request).text("forms.consent.error");
                return consent(journey, item, wanted, InputErrors.none().add("choice", message), model);
            }
        }
        return "redirect:" + after(applications.journey(id, person.account()), item, choice);
    }

    private static String after(Journey journey, String item, String choice) {
        if (!item.isEmpty()) {
            return journey.next();
        }
        return choice.equals("own") ? journey.next() : journey.path() + "/data";
    }

    @GetMapping("/drafts/{id}/data")
    String outcome(@PathVariable UUID id, @AuthenticationPrincipal SignedIn person, Model model) {
        Journey journey = applications.journey(id, person.account());
        if (!journey.undecided().isEmpty()) {
            return "redirect:" + journey.next();
        }
        model.addAttribute("form", journey.form());
        model.addAttribute("path", journey.path());
        model.addAttribute("outcomes", requests.outcomes(journey));
        model.addAttribute("next", journey.next());
        return "forms/data";
    }

    @PostMapping("/drafts/{id}/data/{item}")
    String again(
            @PathVariable UUID id,
            @PathVariable String item,
            @RequestParam(defaultValue = "again") String choice,
            @AuthenticationPrincipal SignedIn person) {
        Journey journey = applications.journey(id, person.account());
        if (choice.equals("own")) {
            requests.own(journey, List.of(item), person);
        } else {
            requests.again(journey, item, person);
        }
        return "redirect:" + journey.path() + "/data";
    }
}
