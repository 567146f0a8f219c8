package tw.qiao.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tw.qiao.kernel.Text;

/** Changes to the ways into one's account. Those that open or close a way need a recent sign-in. */
@Controller
class AccountKeysController {
    private static final String SIGN_IN_AGAIN = "redirect:/sign-in?reason=confirm&next=/account";

    private final AccountKeys keys;

    AccountKeysController(AccountKeys keys) {
        this.keys = keys;
    }

    /** Somebody who follows the address of a form. */
    @GetMapping({"/account/recovery-codes", "/account/passkeys", "/account/passkeys/{passkey}/{action}"})
    String overview() {
        return "redirect:/account";
    }

    @PostMapping("/account/recovery-codes")
    String renewCodes(@AuthenticationPrincipal SignedIn person, HttpServletRequest request, Model model) {
        if (!SignIns.isRecent(request)) {
            return SIGN_IN_AGAIN;
        }
        // Rendered without a redirect: the codes are kept nowhere from which a second page could show them.
        model.addAttribute("codes", keys.renewCodes(person.account(), client(request)));
        return "identity/recoveryCodes";
    }

    @PostMapping("/account/passkeys/{passkey}/rename")
    String rename(
            @AuthenticationPrincipal SignedIn person,
            @PathVariable UUID passkey,
            @RequestParam(defaultValue = "") String name) {
        String typed = Text.typed(name);
        if (typed.isEmpty() || typed.length() > PasskeyRegistration.LONGEST_NAME || !Text.isClean(typed)) {
            return "redirect:/account?done=passkey-name-wrong#passkeys";
        }
        keys.rename(person.account(), passkey, typed);
        return "redirect:/account?done=passkey-renamed#passkeys";
    }

    @PostMapping("/account/passkeys/{passkey}/remove")
    String remove(@AuthenticationPrincipal SignedIn person, @PathVariable UUID passkey, HttpServletRequest request) {
        if (!SignIns.isRecent(request)) {
            return SIGN_IN_AGAIN;
        }
        boolean removed = keys.remove(person.account(), passkey, client(request));
        return "redirect:/account?done=" + (removed ? "passkey-removed" : "passkey-last") + "#passkeys";
    }

    private static String client(HttpServletRequest request) {
        return Browser.describe(request.getHeader("User-Agent"));
    }
}
