package tw.qiao.platform.notifications;

import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.site.Access;
import tw.qiao.platform.site.Audience;
import tw.qiao.platform.site.NavigationItem;

/** The inbox of all synthetic people. Outside a demonstration this does not exist, and its paths answer 404. */
@Controller
@ConditionalOnBooleanProperty("qiao.site.demo")
class DemoInboxController {
    private static final int PAGE = 20;

    private final DemoMails mails;

    DemoInboxController(DemoMails mails) {
        this.mails = mails;
    }

    @Bean
    static Access demoInboxPages() {
        return new Access("/demo/inbox/**", Audience.EVERYONE);
    }

    @Bean
    static NavigationItem demoInboxLink() {
        return new NavigationItem("notifications.demo", "/demo/inbox", Audience.EVERYONE, 90);
    }

    @GetMapping("/demo/inbox")
    String list(@RequestParam(defaultValue = "") String to, @RequestParam(defaultValue = "1") int page, Model model) {
        int last = Math.max(1, (mails.count(to) + PAGE - 1) / PAGE);
        int number = Math.clamp(page, 1, last);
        model.addAttribute("to", to);
        model.addAttribute("number", number);
        model.addAttribute("last", last);
        model.addAttribute("mails", mails.newest(to, PAGE, (number - 1) * PAGE));
        return "notifications/inbox";
    }

    @GetMapping("/demo/inbox/{id}")
    String mail(@PathVariable UUID id, Model model) {
        model.addAttribute(
                "mail", mails.find(id).orElseThrow(() -> Problem.notFound("mail_unknown", "There is no such mail")));
        return "notifications/mail";
    }
}
