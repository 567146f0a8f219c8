package tw.qiao.platform.warehouse;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.kernel.Text;
import tw.qiao.platform.identity.AccessTokens;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Pages;
import tw.qiao.platform.site.SiteProperties;

/** How programs ask (程式存取), and the tokens with which they do. */
@Controller
class ProgramsController {
    private static final String PATH = WarehouseConfiguration.PATH + "/programs";
    private static final int LONGEST_NAME = 60;
    private static final Map<String, Duration> LIVES =
            Map.of("7", Duration.ofDays(7), "30", Duration.ofDays(30), "90", Duration.ofDays(90));

    private final AccessTokens tokens;
    private final SiteProperties site;
    private final Pages pages;
    private final Clock clock;

    ProgramsController(AccessTokens tokens, SiteProperties site, Pages pages, Clock clock) {
        this.tokens = tokens;
        this.site = site;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(PATH)
    ModelAndView programs(@AuthenticationPrincipal SignedIn analyst) {
        return page(analyst, InputErrors.none());
    }

    @PostMapping(PATH)
    ModelAndView make(
            @AuthenticationPrincipal SignedIn analyst,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String days,
            HttpServletRequest request) {
        var errors = InputErrors.none();
        String typed = name.strip();
        Duration life = LIVES.get(days);
        if (typed.isEmpty() || typed.length() > LONGEST_NAME || !Text.isClean(typed)) {
            errors.add("name", pages.of(request).text("warehouse.token.name.wrong"));
        }
        if (life == null) {
            errors.add("days", pages.of(request).text("warehouse.token.days.wrong"));
        }
        ModelAndView view;
        if (errors.isEmpty() && life != null) {
            String token = tokens.make(analyst.account(), typed, life, "");
            view = page(analyst, errors).addObject("fresh", token);
        } else {
            view = page(analyst, errors);
            view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return view;
    }

    @PostMapping(PATH + "/{id}/revoke")
    String revoke(@AuthenticationPrincipal SignedIn analyst, @PathVariable UUID id) {
        tokens.revoke(id, analyst.account(), "");
        return "redirect:" + PATH;
    }

    private ModelAndView page(SignedIn analyst, InputErrors errors) {
        var view = new ModelAndView("warehouse/programs");
        view.addObject("tokens", tokens.of(analyst.account()));
        view.addObject("now", clock.instant());
        view.addObject("address", site.address());
        view.addObject("errors", errors);
        return view;
    }
}
