package tw.qiao.platform.credentials;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Map;
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

/** Where officers of the issuing agency suspend, resume and revoke a certificate, each after a confirmation. */
@Controller
class CertificateDeskController {
    private final Certificates certificates;
    private final Pages pages;
    private final Clock clock;

    CertificateDeskController(Certificates certificates, Pages pages, Clock clock) {
        this.certificates = certificates;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/desk/certificates/{id}")
    String show(@PathVariable String id, @AuthenticationPrincipal SignedIn person, Model model) {
        return page(history(id, person), StatusForm.EMPTY, InputErrors.none(), model);
    }

    /** Asks for confirmation, or changes the status when it is given. */
    @PostMapping("/desk/certificates/{id}")
    String change(
            @PathVariable String id,
            @RequestParam Map<String, String> typed,
            @AuthenticationPrincipal SignedIn person,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        CertificateHistory history = history(id, person);
        StatusForm form = StatusForm.of(typed);
        InputErrors errors = form.errors(pages.of(request), history.statusAt(clock.instant()));
        if (!errors.isEmpty()) {
            response.setStatus(422);
            return page(history, form, errors, model);
        }
        if (!form.confirmed()) {
            model.addAttribute("history", history);
            model.addAttribute("form", form);
            return "credentials/confirm";
        }
        certificates.change(id, form.seen(), form.next().orElseThrow(), form.reason(), person.account());
        return "redirect:/desk/certificates/" + id;
    }

    private String page(CertificateHistory history, StatusForm form, InputErrors errors, Model model) {
        model.addAttribute("history", history);
        model.addAttribute("now", clock.instant());
        model.addAttribute("form", form);
        model.addAttribute("errors", errors);
        return "credentials/desk";
    }

    private CertificateHistory history(String id, SignedIn person) {
        return certificates
                .history(id)
                .or(() -> certificates.historyOfNumber(id))
                .filter(found -> CertificateFileController.isOfficerOf(found.certificate(), person))
                .orElseThrow(Certificates::unknown);
    }
}
