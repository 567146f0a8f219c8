package tw.qiao.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.kernel.NationalId;
import tw.qiao.kernel.Text;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;

/** Sign-in with a recovery code, which needs no JavaScript. */
@Controller
class RecoverySignInController {
    private static final UUID NOBODY = new UUID(0, 0);
    private static final int MOST_PER_PERSON = 5;
    private static final int MOST_PER_ADDRESS = 60;

    private final Accounts accounts;
    private final RecoveryCodes codes;
    private final SignIns signIns;
    private final Attempts attempts;
    private final Pages pages;

    RecoverySignInController(Accounts accounts, RecoveryCodes codes, SignIns signIns, Attempts attempts, Pages pages) {
        this.accounts = accounts;
        this.codes = codes;
        this.signIns = signIns;
        this.attempts = attempts;
        this.pages = pages;
    }

    @GetMapping("/sign-in/recovery")
    ModelAndView ask() {
        return form("", InputErrors.none());
    }

    @PostMapping("/sign-in/recovery")
    ModelAndView signIn(
            @RequestParam(defaultValue = "") String nationalId,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request) {
        String number = Text.typed(nationalId).toUpperCase(Locale.ROOT);
        InputErrors errors = errors(pages.of(request), number, code);
        if (!errors.isEmpty()) {
            return form(nationalId, errors);
        }
        attempts.count("recovery-address " + request.getRemoteAddr(), MOST_PER_ADDRESS);
        attempts.count("recovery-person " + number, MOST_PER_PERSON);
        Optional<Account> account = accounts.ofNationalId(number);
        boolean right = codes.use(account.map(Account::id).orElse(NOBODY), code);
        if (!right || account.isEmpty()) {
            return form(nationalId, errors.add("code", pages.of(request).text("identity.recovery.error.wrong")));
        }
        attempts.forget("recovery-person " + number);
        signIns.open(request, account.get(), "recovery");
        return new ModelAndView("redirect:/account?done=recovered");
    }

    private static InputErrors errors(Page page, String number, String code) {
        InputErrors errors = InputErrors.none();
        if (!NationalId.isValid(number)) {
            errors.add("nationalId", page.text("identity.error.national-id"));
        }
        if (code.isBlank() || code.length() > 100) {
            errors.add("code", page.text("identity.recovery.error.code"));
        }
        return errors;
    }

    private static ModelAndView form(String nationalId, InputErrors errors) {
        var view = new ModelAndView("identity/recoverySignIn");
        view.addObject("nationalId", nationalId.substring(0, Math.min(nationalId.length(), 40)));
        view.addObject("errors", errors);
        if (!errors.isEmpty()) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view;
    }
}
