package tw.qiao.platform.mydata;

import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.NavigationItem;

/** Who used my data (誰用了我的資料). */
@Controller
class DataUsesController {
    private final DataUses uses;
    private final Consents consents;

    DataUsesController(DataUses uses, Consents consents) {
        this.uses = uses;
        this.consents = consents;
    }

    @Bean
    static Access dataUsesPages() {
        return new Access("/my/data-uses/**", Audience.CITIZEN);
    }

    @Bean
    static Access consentPages() {
        return new Access("/my/consents/**", Audience.CITIZEN);
    }

    @Bean
    static NavigationItem dataUsesLink() {
        return new NavigationItem("mydata.navigation", "/my/data-uses", Audience.CITIZEN, 40);
    }

    @GetMapping("/my/data-uses")
    String list(@RequestParam(defaultValue = "1") int page, @AuthenticationPrincipal SignedIn person, Model model) {
        model.addAttribute("listing", uses.page(person, page, consents.alive(person.account())));
        return "mydata/uses";
    }

    @GetMapping("/my/data-uses/{exchange}")
    String details(@PathVariable UUID exchange, @AuthenticationPrincipal SignedIn person, Model model) {
        model.addAttribute(
                "use",
                uses.find(person, exchange)
                        .orElseThrow(() -> Problem.notFound(
                                "data_use_unknown", "No agency that answers now knows this use of your data")));
        return "mydata/use";
    }

    @PostMapping("/my/consents/{id}/withdraw")
    String withdraw(@PathVariable UUID id, @AuthenticationPrincipal SignedIn person) {
        consents.withdraw(id, person.account());
        return "redirect:/my/data-uses";
    }
}
