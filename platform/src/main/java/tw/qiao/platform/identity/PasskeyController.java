package tw.qiao.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tw.qiao.kernel.Problem;

/** What the script of the passkey buttons calls. Answers JSON, and problem details when a check fails. */
@RestController
class PasskeyController {
    private static final int MOST_PER_ADDRESS = 600;
    private static final int MOST_PER_SESSION = 30;

    private final PasskeyRegistration registration;
    private final PasskeySignIn passkeySignIn;
    private final Accounts accounts;
    private final SignIns signIns;
    private final Attempts attempts;

    PasskeyController(
            PasskeyRegistration registration,
            PasskeySignIn passkeySignIn,
            Accounts accounts,
            SignIns signIns,
            Attempts attempts) {
        this.registration = registration;
        this.passkeySignIn = passkeySignIn;
        this.accounts = accounts;
        this.signIns = signIns;
        this.attempts = attempts;
    }

    @PostMapping("/sign-in/passkey/options")
    Map<String, Object> signInOptions(HttpServletRequest request) {
        attempts.count("passkey-address " + request.getRemoteAddr(), MOST_PER_ADDRESS);
        attempts.count("passkey-session " + request.getSession().getId(), MOST_PER_SESSION);
        return passkeySignIn.options(request.getSession().getId());
    }

    @PostMapping("/sign-in/passkey")
    Map<String, Object> signIn(HttpServletRequest request) throws IOException {
        String client = Browser.describe(request.getHeader("User-Agent"));
        Account account = passkeySignIn.finish(request.getSession().getId(), answer(request), client);
        return Map.of("next", signIns.open(request, account, "passkey"));
    }

    @PostMapping("/account/passkeys/options")
    Map<String, Object> registrationOptions(@AuthenticationPrincipal SignedIn person, HttpServletRequest request) {
        requireRecent(request);
        return registration.options(account(person), request.getSession().getId());
    }

    @PostMapping("/account/passkeys")
    Map<String, Object> register(@AuthenticationPrincipal SignedIn person, HttpServletRequest request)
            throws IOException {
        requireRecent(request);
        String client = Browser.describe(request.getHeader("User-Agent"));
        registration.finish(account(person), request.getSession().getId(), answer(request), client);
        return Map.of("next", "/account?done=passkey-added#passkeys");
    }

    static PasskeyAnswer answer(HttpServletRequest request) throws IOException {
        return PasskeyAnswer.read(request.getInputStream().readNBytes(PasskeyAnswer.LARGEST + 1));
    }

    private Account account(SignedIn person) {
        return accounts.find(person.account()).orElseThrow();
    }

    private static void requireRecent(HttpServletRequest request) {
        if (!SignIns.isRecent(request)) {
            throw Problem.unauthenticated("sign_in_again", "This step needs a sign-in within the last fifteen minutes");
        }
    }
}
