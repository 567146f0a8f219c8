package tw.qiao.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Pages;

/** The page of one's own account (我的帳號): how she is reached, where she is signed in. */
@Controller
class AccountController {
    private static final int EVENTS = 10;

    private final Accounts accounts;
    private final AccountKeys keys;
    private final Sessions sessions;
    private final SecurityEvents events;
    private final Pages pages;

    AccountController(Accounts accounts, AccountKeys keys, Sessions sessions, SecurityEvents events, Pages pages) {
        this.accounts = accounts;
        this.keys = keys;
        this.sessions = sessions;
        this.events = events;
        this.pages = pages;
    }

    @GetMapping("/account")
    ModelAndView account(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam(defaultValue = "") String done,
            HttpServletRequest request) {
        return overview(accounts.find(person.account()).orElseThrow(), done, InputErrors.none(), request);
    }

    @PostMapping("/account")
    ModelAndView change(
            @AuthenticationPrincipal SignedIn person,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String language,
            HttpServletRequest request,
            HttpServletResponse response) {
        var contact = Contact.typed(email, language);
        InputErrors errors = contact.errors(pages.of(request));
        if (!errors.isEmpty()) {
            Account before = accounts.find(person.account()).orElseThrow();
            return overview(contact.shownOn(before), "", errors, request);
        }
        accounts.change(person.account(), contact.email(), contact.language());
        var resolver = RequestContextUtils.getLocaleResolver(request);
        if (resolver != null) {
            resolver.setLocale(request, response, Locale.forLanguageTag(contact.language()));
        }
        return new ModelAndView("redirect:/account?done=saved");
    }

    @PostMapping("/account/sessions/{reference}/end")
    String end(@AuthenticationPrincipal SignedIn person, @PathVariable UUID reference) {
        sessions.end(person.account(), reference);
        return "redirect:/account?done=session-ended#sessions";
    }

    @PostMapping("/account/sessions/end-others")
    String endOthers(@AuthenticationPrincipal SignedIn person, HttpServletRequest request) {
        sessions.endAll(person.account(), request.getSession().getId());
        events.record(person.account(), "sessions-ended", Browser.describe(request.getHeader("User-Agent")));
        return "redirect:/account?done=sessions-ended#sessions";
    }

    private ModelAndView overview(Account account, String done, InputErrors errors, HttpServletRequest request) {
        var view = new ModelAndView("identity/account");
        view.addObject(
                "overview",
                new AccountOverview(
                        account,
                        keys.passkeys(account.id()),
                        keys.recoveryCodesLeft(account.id()),
                        sessions.ofAccount(account.id(), request.getSession().getId()),
                        events.ofAccount(account.id(), EVENTS),
                        done));
        view.addObject("errors", errors);
        if (!errors.isEmpty()) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view;
    }
}
