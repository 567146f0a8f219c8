package tw.qiao.platform.alerts;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tw.qiao.analytics.dictionary.TableDescription;
import tw.qiao.analytics.feeds.Feed;
import tw.qiao.analytics.feeds.Feeds;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.alerts.Terms.Kind;
import tw.qiao.platform.identity.Account;
import tw.qiao.platform.identity.Accounts;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Option;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;

/** The rules (監控規則): seen, made, tried out, changed, put back. */
@Controller
class RuleController {
    private static final String PATH = AlertsConfiguration.PATH + "/rules";
    private static final String ONE = PATH + "/{id}";

    private final Rules rules;
    private final RuleReading reading;
    private final Observing observing;
    private final Recipients recipients;
    private final Accounts accounts;
    private final Places places;
    private final Pages pages;
    private final Clock clock;

    RuleController(
            Rules rules,
            RuleReading reading,
            Observing observing,
            Recipients recipients,
            Accounts accounts,
            Places places,
            Pages pages,
            Clock clock) {
        this.rules = rules;
        this.reading = reading;
        this.observing = observing;
        this.recipients = recipients;
        this.accounts = accounts;
        this.places = places;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(PATH)
    String all(@RequestParam(defaultValue = "") String done, Model model) {
        model.addAttribute("rules", rules.all());
        model.addAttribute("done", done);
        return "alerts/rules";
    }

    @GetMapping(PATH + "/new")
    ModelAndView fresh(@RequestParam(defaultValue = "THRESHOLD") String kind, HttpServletRequest request) {
        return page(null, RuleForm.fresh(kind(kind)), InputErrors.none(), null, request);
    }

    @GetMapping(ONE)
    ModelAndView one(@PathVariable UUID id, @RequestParam(defaultValue = "") String done, HttpServletRequest request) {
        Rule rule = rules.find(id).orElseThrow(RuleController::unknown);
        return page(rule, RuleForm.of(rule.terms()), InputErrors.none(), null, request)
                .addObject("done", done);
    }

    @PostMapping(PATH)
    ModelAndView add(
            @AuthenticationPrincipal SignedIn analyst,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request) {
        return take(null, analyst, new RuleForm(kind(fields.getOrDefault("kind", "")), fields), request);
    }

    @PostMapping(ONE)
    ModelAndView change(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable UUID id,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request) {
        Rule rule = rules.find(id).orElseThrow(RuleController::unknown);
        return take(rule, analyst, new RuleForm(rule.terms().kind(), fields), request);
    }

    private ModelAndView take(@Nullable Rule rule, SignedIn analyst, RuleForm form, HttpServletRequest request) {
        InputErrors errors = reading.errors(form, pages.of(request));
        if (!errors.isEmpty()) {
            return refused(page(rule, form, errors, null, request));
        }
        RulePreview preview = preview(form.terms(), analyst);
        if (form.get("action").equals("preview") || !preview.fault().isEmpty()) {
            ModelAndView view = page(rule, form, errors, preview, request);
            return preview.fault().isEmpty() ? view : refused(view);
        }
        if (rule == null) {
            rules.add(form.terms(), analyst.account());
        } else {
            int version = form.get("version").matches("\\d{1,9}") ? Integer.parseInt(form.get("version")) : 0;
            rules.change(rule.id(), version, form.terms(), analyst.account());
        }
        return new ModelAndView("redirect:" + PATH + "?done=saved");
    }

    private static ModelAndView refused(ModelAndView view) {
        view.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return view;
    }

    private RulePreview preview(Terms terms, SignedIn analyst) {
        try {
            return RulePreview.of(terms, observing.observe(terms, clock.instant(), Map.of(), analyst.account()));
        } catch (Problem problem) {
            return RulePreview.refused(problem.code(), String.valueOf(problem.getMessage()));
        }
    }

    @PostMapping(ONE + "/enable")
    String enable(@PathVariable UUID id, @RequestParam(defaultValue = "false") boolean enabled) {
        if (!rules.enable(id, enabled)) {
            throw unknown();
        }
        return "redirect:" + PATH + "?done=" + (enabled ? "enabled" : "disabled");
    }

    @PostMapping(ONE + "/restore")
    String restore(
            @AuthenticationPrincipal SignedIn analyst,
            @PathVariable UUID id,
            @RequestParam int version,
            @RequestParam int present) {
        Terms terms = rules.terms(id, version).orElseThrow(RuleController::unknown);
        rules.change(id, present, terms, analyst.account());
        return "redirect:" + PATH + "/" + id + "?done=restored";
    }

    private ModelAndView page(
            @Nullable Rule rule,
            RuleForm form,
            InputErrors errors,
            @Nullable RulePreview preview,
            HttpServletRequest request) {
        Page page = pages.of(request);
        var shown = new RulePage(
                rule, form, errors, preview, tables(form.kind(), page), recipients(page), versions(rule, page));
        return new ModelAndView("alerts/rule", Map.of("shown", shown, "places", places));
    }

    private static List<Option> tables(Kind kind, Page page) {
        var options = new ArrayList<Option>();
        boolean imports = kind.watchesImports();
        if (imports) {
            options.add(new Option("", page.text("alerts.rule.feed.all")));
        }
        for (String name : Feeds.NAMES) {
            Feed feed = Feeds.named(name);
            TableDescription table = feed.table();
            options.add(new Option(
                    imports ? name : table.name(), page.either(table.chinese(), table.english()) + " " + table.name()));
        }
        return options;
    }

    private List<Option> recipients(Page page) {
        var options = new ArrayList<Option>();
        options.add(new Option("", page.text("alerts.to.nobody")));
        options.add(new Option(Recipients.ANALYSTS, page.text("alerts.to.analysts")));
        options.add(new Option(Recipients.ADMINISTRATORS, page.text("alerts.to.administrators")));
        for (Account account : recipients.all()) {
            options.add(new Option(account.id().toString(), account.name()));
        }
        return options;
    }

    private List<RulePage.Version> versions(@Nullable Rule rule, Page page) {
        return rule == null
                ? List.of()
                : rules.versions(rule.id()).stream()
                        .map(version -> new RulePage.Version(
                                version.number(),
                                version.terms().name(page),
                                author(version.author()),
                                page.dateTime(version.at())))
                        .toList();
    }

    private String author(@Nullable UUID author) {
        return author == null ? "" : accounts.find(author).map(Account::name).orElse("");
    }

    private static Kind kind(String typed) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.name().equals(typed))
                .findFirst()
                .orElse(Kind.THRESHOLD);
    }

    private static Problem unknown() {
        return Problem.notFound("alerts_rule_unknown", "There is no such rule");
    }
}
