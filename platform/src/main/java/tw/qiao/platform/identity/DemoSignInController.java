package tw.qiao.platform.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.Page;

/** Sign-in as a synthetic person (示範登入). Outside a demonstration this does not exist, and its path answers 404. */
@Controller
@ConditionalOnBooleanProperty("qiao.site.demo")
class DemoSignInController {
    private final DemoPeople people;
    private final Accounts accounts;
    private final SignIns signIns;

    DemoSignInController(DemoPeople people, Accounts accounts, SignIns signIns) {
        this.people = people;
        this.accounts = accounts;
        this.signIns = signIns;
    }

    @Bean
    static Access demoSignIn() {
        return new Access("/demo/sign-in", Audience.EVERYONE);
    }

    @GetMapping("/demo/sign-in")
    String choose(Model model) {
        model.addAttribute("citizens", people.listed());
        model.addAttribute("staff", people.staff());
        return "identity/demoSignIn";
    }

    @PostMapping("/demo/sign-in")
    String signIn(@RequestParam(defaultValue = "") String nationalId, HttpServletRequest request) {
        DemoPerson person = people.find(nationalId)
                .orElseThrow(() -> Problem.notFound("demo_person_unknown", "No such person in the demonstration"));
        Account account = accounts.open(
                person.nationalId(), person.name(), email(person), DemoPeople.roles(person), person.agency());
        String next = signIns.open(request, account, "demo");
        if (!person.firmNumber().isEmpty()) {
            request.getSession().setAttribute(Page.DEMO_NUMBERS, person.firmNumber() + " " + person.licence());
        }
        return "redirect:" + next;
    }

    private static String email(DemoPerson person) {
        UUID word = UUID.nameUUIDFromBytes(person.nationalId().getBytes(StandardCharsets.UTF_8));
        return word.toString().substring(0, 8) + "@demo.qiao.example";
    }
}
