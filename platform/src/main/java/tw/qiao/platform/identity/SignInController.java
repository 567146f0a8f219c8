package tw.qiao.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-in page, and signing out. */
@Controller
class SignInController {
    private final SignIns signIns;

    SignInController(SignIns signIns) {
        this.signIns = signIns;
    }

    @GetMapping("/sign-in")
    String signIn(
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String next,
            @AuthenticationPrincipal @Nullable SignedIn person,
            HttpServletRequest request,
            Model model) {
        if (person != null && !reason.equals("confirm")) {
            return "redirect:" + LocalPath.or(next, signIns.landing(person));
        }
        signIns.remember(request, next);
        model.addAttribute("reason", reason);
        return "identity/signIn";
    }

    @PostMapping("/sign-out")
    String signOut(HttpServletRequest request) {
        signIns.end(request);
        return "redirect:/sign-in?reason=signed-out";
    }
}
