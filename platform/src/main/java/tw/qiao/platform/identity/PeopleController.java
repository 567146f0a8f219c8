package tw.qiao.platform.identity;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Text;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Pages;

/** The administrators' pages about accounts (帳號管理). */
@Controller
class PeopleController {
    private static final int SIZE = 50;
    private static final String ONE = "/admin/people/{id}";

    private final People people;
    private final Accounts accounts;
    private final Pages pages;

    PeopleController(People people, Accounts accounts, Pages pages) {
        this.people = people;
        this.accounts = accounts;
        this.pages = pages;
    }

    @GetMapping("/admin/people")
    ModelAndView all(@RequestParam(defaultValue = "") String start, @RequestParam(defaultValue = "1") int page) {
        String typed = Text.typed(start.substring(0, Math.min(start.length(), 100)));
        if (!Text.isClean(typed)) {
            throw Problem.invalid("search_not_clean", "The text to search for has characters that nobody can type");
        }
        int number = Math.clamp(page, 1, 1_000_000);
        var view = new ModelAndView("identity/people");
        view.addObject("people", accounts.page(typed, number, SIZE));
        view.addObject("start", typed);
        view.addObject("number", number);
        view.addObject("last", Math.ceilDiv(Math.max(accounts.count(typed), 1), SIZE));
        return view;
    }

    @GetMapping("/admin/people/new")
    ModelAndView blank() {
        return form(NewPerson.blank(), InputErrors.none());
    }

    @PostMapping("/admin/people/new")
    ModelAndView open(
            @AuthenticationPrincipal SignedIn actor,
            @RequestParam(defaultValue = "") String nationalId,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String roleName,
            @RequestParam(defaultValue = "") String agency,
            jakarta.servlet.http.HttpServletRequest request) {
        NewPerson person = new NewPerson(nationalId, name, email, roleName, agency).typed();
        InputErrors errors = person.errors(pages.of(request));
        if (errors.isEmpty() && accounts.ofNationalId(person.nationalId()).isPresent()) {
            errors.add("nationalId", pages.of(request).text("identity.error.exists"));
        }
        return errors.isEmpty() ? link(person.name(), people.open(person, actor.account())) : form(person, errors);
    }

    @GetMapping(ONE)
    ModelAndView one(@PathVariable UUID id, @RequestParam(defaultValue = "") String done) {
        var view = new ModelAndView("identity/person");
        view.addObject("account", account(id));
        view.addObject("done", done);
        return view;
    }

    @PostMapping(ONE + "/roles")
    String grant(
            @AuthenticationPrincipal SignedIn actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") List<Role> roles,
            @RequestParam(defaultValue = "") String agency) {
        String typed = Text.typed(agency);
        boolean dropsOwn = id.equals(actor.account()) && !roles.contains(Role.ADMINISTRATOR);
        if (roles.isEmpty() || dropsOwn || !NewPerson.agencyFits(roles.contains(Role.OFFICER), typed)) {
            return "redirect:/admin/people/" + id + "?done=roles-wrong";
        }
        people.grant(id, Set.copyOf(roles), typed, actor.account());
        return "redirect:/admin/people/" + id + "?done=roles-changed";
    }

    @PostMapping(ONE + "/link")
    ModelAndView link(@AuthenticationPrincipal SignedIn actor, @PathVariable UUID id) {
        return link(account(id).name(), people.link(id, actor.account()));
    }

    @PostMapping(ONE + "/end-sessions")
    String endSessions(@AuthenticationPrincipal SignedIn actor, @PathVariable UUID id) {
        people.endSessions(id, actor.account());
        return "redirect:/admin/people/" + id + "?done=sessions-ended";
    }

    /** The kinds of people in the order of the form. */
    @ModelAttribute("roles")
    List<Role> roles() {
        return List.of(Role.values());
    }

    private Account account(UUID id) {
        return accounts.find(id).orElseThrow(People::unknown);
    }

    private static ModelAndView form(NewPerson person, InputErrors errors) {
        var view = new ModelAndView("identity/newPerson");
        view.addObject("person", person);
        view.addObject("errors", errors);
        if (!errors.isEmpty()) {
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view;
    }

    // Rendered without a redirect: only the hash of the link is kept.
    private static ModelAndView link(String name, String link) {
        var view = new ModelAndView("identity/enrolmentLink");
        view.addObject("name", name);
        view.addObject("link", link);
        return view;
    }
}
