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
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;
import tw.qiao.platform.site.SiteProperties;

/** The public verification of certificates (證書查驗), for people and, in JSON, for programs. */
@Controller
class VerificationController {
    private final Verifications verifications;
    private final VerificationAnswers answers;
    private final Pages pages;
    private final SiteProperties site;

    VerificationController(Verifications verifications, VerificationAnswers answers, Pages pages, SiteProperties site) {
        this.verifications = verifications;
        this.answers = answers;
        this.pages = pages;
        this.site = site;
    }

    @GetMapping("/verify")
    String ask(
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        String text = typed.getOrDefault("number", "");
        var errors = InputErrors.none();
        if (typed.containsKey("number")) {
            switch (TypedKey.read(text, site.address())) {
                case TypedKey.Key(String key) -> {
                    return "redirect:/verify/" + key;
                }
                case TypedKey.Refused(String problem) ->
                    errors.add("number", pages.of(request).text(problem, site.address()));
            }
            response.setStatus(422);
        }
        model.addAttribute("errors", errors);
        model.addAttribute("number", TypedKey.isShowable(text) ? text : "");
        return "credentials/ask";
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
