package tw.qiao.platform.credentials;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Text;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;

/** The public verification of certificates (證書查驗), for people and, in JSON, for programs. */
@Controller
class VerificationController {
    private static final int LONGEST_TYPED = 200;

    private final Verifications verifications;
    private final VerificationAnswers answers;
    private final Pages pages;

    VerificationController(Verifications verifications, VerificationAnswers answers, Pages pages) {
        this.verifications = verifications;
        this.answers = answers;
        this.pages = pages;
    }

    @GetMapping("/verify")
    String ask(
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        String text = typed.getOrDefault("number", "");
        String key = key(text);
        if (Verifications.isWellFormed(key)) {
            return "redirect:/verify/" + key;
        }
        var errors = InputErrors.none();
        if (typed.containsKey("number")) {
            String problem = key.isEmpty() ? "credentials.verify.number.empty" : "credentials.verify.number.wrong";
            errors.add("number", pages.of(request).text(problem));
            response.setStatus(422);
        }
        model.addAttribute("errors", errors);
        model.addAttribute("number", text.length() > LONGEST_TYPED || !Text.isClean(text) ? "" : text);
        return "credentials/ask";
    }

    // What was typed may be a number in any spacing, an id, or the whole address from a QR.
    private static String key(String text) {
        if (text.length() > LONGEST_TYPED || !Text.isClean(text)) {
            return "?";
        }
        String typed = Text.typed(text);
        String last = typed.substring(typed.lastIndexOf('/') + 1);
        return CertificateNumber.read(last).map(CertificateNumber::value).orElse(last);
    }

    @GetMapping("/verify/{key}")
    String show(
            @PathVariable String key,
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        PastDay day = PastDay.of(typed);
        var errors = errors(day, pages.of(request));
        Optional<Verification> found =
                verifications.verify(key, errors.isEmpty() ? date(day) : null, request.getRemoteAddr());
        if (found.isEmpty()) {
            response.setStatus(404);
            return "credentials/unknown";
        }
        if (!errors.isEmpty()) {
            response.setStatus(422);
        }
        model.addAttribute("verification", found.get());
        model.addAttribute("typed", day);
        model.addAttribute("errors", errors);
        return "credentials/verification";
    }

    @GetMapping(path = "/verify/{key}", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, Object>> answer(
            @PathVariable String key, @RequestParam Map<String, String> typed, HttpServletRequest request) {
        PastDay day = PastDay.of(typed);
        if (!day.isEmpty() && !isPast(date(day))) {
            throw Problem.invalid("past_day_invalid", "Expected a past day as on=2026-11-21");
        }
        return verifications
                .verify(key, date(day), request.getRemoteAddr())
                .map(found -> ResponseEntity.ok(answers.of(found)))
                .orElseGet(() -> ResponseEntity.status(404).body(Map.of("state", "unknown")));
    }

    private InputErrors errors(PastDay day, Page page) {
        var errors = InputErrors.none();
        if (!day.isEmpty() && day.date().isEmpty()) {
            errors.add("on", page.text("credentials.verify.on.wrong"));
        } else if (!day.isEmpty() && !isPast(date(day))) {
            errors.add("on", page.text("credentials.verify.on.future"));
        }
        return errors;
    }

    private boolean isPast(@Nullable LocalDate day) {
        return day != null && !day.isAfter(verifications.today());
    }

    private static @Nullable LocalDate date(PastDay day) {
        return day.date().orElse(null);
    }
}
