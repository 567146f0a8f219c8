package tw.qiao.platform.alerts;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tw.qiao.kernel.Problem;
import tw.qiao.kernel.Text;
import tw.qiao.platform.alerts.Alert.Happened;
import tw.qiao.platform.identity.Account;
import tw.qiao.platform.identity.Accounts;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;

/** The pages of alerts, for analysts and for those to whom alerts are escalated. */
@Controller
class AlertController {
    private static final int PAGE = 25;
    private static final int LONGEST_NOTE = 1_000;
    private static final int LONGEST_SNOOZE = 24 * 14;
    private static final String ONE = AlertsConfiguration.PATH + "/{id:\\d{1,18}}";

    private final Alerts alerts;
    private final AlertBook book;
    private final Rules rules;
    private final Observing observing;
    private final Places places;
    private final Accounts accounts;
    private final Pages pages;
    private final Clock clock;

    AlertController(
            Alerts alerts,
            AlertBook book,
            Rules rules,
            Observing observing,
            Places places,
            Accounts accounts,
            Pages pages,
            Clock clock) {
        this.alerts = alerts;
        this.book = book;
        this.rules = rules;
        this.observing = observing;
        this.places = places;
        this.accounts = accounts;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(AlertsConfiguration.PATH)
    String all(
            @RequestParam(defaultValue = "current") String state,
            @RequestParam(defaultValue = "") String severity,
            @RequestParam(defaultValue = "") String rule,
            @RequestParam(defaultValue = "newest") String sort,
            @RequestParam(defaultValue = "1") int page,
            HttpServletRequest request,
            Model model) {
        var asked = new AlertFilter(state, severity, rule, sort, page);
        long total = alerts.count(asked);
        int last = (int) Math.max(1, Math.ceilDiv(total, PAGE));
        AlertFilter filter = asked.on(Math.min(asked.page(), last));
        List<Rule> all = rules.all();
        Map<UUID, Terms> terms = all.stream().collect(Collectors.toMap(Rule::id, Rule::terms));
        Page shown = pages.of(request);
        List<AlertLine> lines = alerts.page(filter, PAGE).stream()
                .map(alert -> line(alert, Objects.requireNonNull(terms.get(alert.rule())), shown))
                .toList();
        model.addAttribute("list", new AlertList(filter, lines, total, last, all));
        return "alerts/alerts";
    }

    private AlertLine line(Alert alert, Terms terms, Page page) {
        return new AlertLine(alert, terms, places.name(terms, alert.place(), page));
    }

    @GetMapping(ONE)
    String one(
            @AuthenticationPrincipal SignedIn person,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String done,
            HttpServletRequest request,
            Model model) {
        Alert alert = alerts.find(id).orElseThrow(AlertController::unknown);
        Terms terms = rules.terms(alert.rule(), alert.version()).orElseThrow();
        List<Happened> history = alerts.history(id);
        model.addAttribute("line", line(alert, terms, pages.of(request)));
        model.addAttribute("figures", figures(alert, terms, person));
        model.addAttribute("history", history);
        model.addAttribute("names", names(history));
        model.addAttribute("done", done);
        return "alerts/alert";
    }

    private AlertHistory figures(Alert alert, Terms terms, SignedIn person) {
        try {
            Observation seen =
                    observing.observe(terms, clock.instant(), Observing.snapshots(alert.stamps()), person.account());
            return AlertHistory.of(terms, alert, seen);
        } catch (Problem gone) {
            return new AlertHistory(terms, List.of(), gone.code());
        }
    }

    private Map<String, String> names(List<Happened> history) {
        var names = new HashMap<String, String>();
        for (Happened one : history) {
            UUID actor = one.actor();
            if (actor != null) {
                names.put(
                        actor.toString(),
                        accounts.find(actor).map(Account::name).orElse(""));
            }
        }
        return names;
    }

    @PostMapping(ONE + "/acknowledge")
    String acknowledge(
            @AuthenticationPrincipal SignedIn person,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String note) {
        return noted(id, note, words -> book.acknowledge(id, person.account(), words), "acknowledged");
    }

    @PostMapping(ONE + "/close")
    String close(
            @AuthenticationPrincipal SignedIn person,
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason) {
        return noted(id, reason, words -> book.close(id, person.account(), words), "closed");
    }

    @PostMapping(ONE + "/snooze")
    String snooze(
            @AuthenticationPrincipal SignedIn person,
            @PathVariable long id,
            @RequestParam(defaultValue = "24") int hours) {
        known(id);
        int asked = Math.clamp(hours, 1, LONGEST_SNOOZE);
        return to(id, book.snooze(id, person.account(), asked) ? "snoozed" : "before");
    }

    /** Takes a step that needs words; it may have been taken before. */
    private String noted(long id, String note, Predicate<String> step, String done) {
        known(id);
        if (isWrong(note)) {
            return to(id, "note-wrong");
        }
        return to(id, step.test(note.strip()) ? done : "before");
    }

    private void known(long id) {
        if (alerts.find(id).isEmpty()) {
            throw unknown();
        }
    }

    private static boolean isWrong(String note) {
        return note.isBlank() || note.strip().length() > LONGEST_NOTE || !Text.isClean(note);
    }

    private static String to(long id, String done) {
        return "redirect:" + AlertsConfiguration.PATH + "/" + id + "?done=" + done;
    }

    static Problem unknown() {
        return Problem.notFound("alert_unknown", "There is no such alert");
    }
}
