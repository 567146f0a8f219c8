package tw.qiao.platform.forms;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.mydata.DataItems;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Pages;

/** The page of each question of a draft. */
@Controller
class QuestionController {
    private static final String CHECK = "check";

    private final Applications applications;
    private final AnswerReader reader;
    private final DataItems items;
    private final Pages pages;

    QuestionController(Applications applications, AnswerReader reader, DataItems items, Pages pages) {
        this.applications = applications;
        this.reader = reader;
        this.items = items;
        this.pages = pages;
    }

    @GetMapping("/drafts/{id}/questions/{name}")
    String ask(
            @PathVariable UUID id,
            @PathVariable String name,
            @RequestParam(defaultValue = "") String from,
            @AuthenticationPrincipal SignedIn person,
            HttpServletRequest request,
            Model model) {
        Journey journey = applications.journey(id, person.account());
        Question question = journey.form().question(name);
        DraftAnswer kept = journey.answer(name);
        Optional<RefusedAnswer> refused = RefusedAnswer.in(model);
        FieldView field = refused.map(answer -> new FieldView(question, answer.typed()))
                .orElseGet(() -> FieldView.of(question, kept == null ? "" : kept.value()));
        if (refused.filter(RefusedAnswer::isConflict).isPresent()) {
            model.addAttribute("conflict", shown(question, kept, request));
        }
        InputErrors errors = refused.map(answer -> answer.errors(question)).orElseGet(InputErrors::none);
        return page(model, journey, field, from, errors);
    }

    @PostMapping("/drafts/{id}/questions/{name}")
    String answer(
            @PathVariable UUID id,
            @PathVariable String name,
            @RequestParam Map<String, String> inputs,
            @AuthenticationPrincipal SignedIn person,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        Question question = applications.form(id, person.account()).question(name);
        String from = inputs.getOrDefault("from", "");
        FieldView typed = FieldView.typed(question, inputs);
        Reading reading = reader.read(question, inputs);
        InputErrors errors = InputErrors.none();
        AnswerErrors.collect(errors, question, reading, pages.of(request));
        if (!errors.isEmpty()) {
            RefusedAnswer.wrong(typed, errors).keep(redirect);
            return again(id, question, from);
        }
        String value = AnswerErrors.value(reading);
        Optional<Journey> saved = applications.answer(id, person.account(), question, seen(inputs), value);
        if (saved.isPresent()) {
            return "redirect:" + next(saved.get(), from);
        }
        RefusedAnswer.conflicting(typed).keep(redirect);
        return again(id, question, from);
    }

    private static String again(UUID draft, Question question, String from) {
        String origin = from.equals(CHECK) ? "?from=" + CHECK : "";
        return "redirect:/drafts/" + draft + "/questions/" + question.id() + origin;
    }

    private String shown(Question question, @Nullable DraftAnswer answer, HttpServletRequest request) {
        return AnswerText.shown(question, answer == null ? "" : answer.value()).in(pages.of(request));
    }

    private static int seen(Map<String, String> inputs) {
        String seen = inputs.getOrDefault("seen", "0");
        return seen.matches("[0-9]{1,9}") ? Integer.parseInt(seen) : 0;
    }

    private static String next(Journey journey, String from) {
        if (from.equals(CHECK) && journey.isComplete() && journey.missed().isEmpty()) {
            return journey.path() + "/check";
        }
        return journey.next();
    }

    private String page(Model model, Journey journey, FieldView field, String from, InputErrors errors) {
        Question question = field.question();
        DraftAnswer kept = journey.answer(question.id());
        model.addAttribute("form", journey.form());
        model.addAttribute("field", field);
        model.addAttribute("errors", errors);
        model.addAttribute("from", from);
        model.addAttribute("seen", kept == null ? 0 : kept.revision());
        model.addAttribute("back", back(journey, question, from));
        model.addAttribute("path", journey.path());
        if (kept != null && kept.provenance() != null) {
            model.addAttribute("source", items.item(kept.provenance().item()));
        }
        var candidates = question.candidates();
        if (candidates != null) {
            DataStep step = journey.step(candidates.item());
            model.addAttribute("candidateItem", candidates.item());
            model.addAttribute("candidates", step == null ? Map.of() : step.options());
            model.addAttribute(
                    "candidatesState", step == null ? "" : step.state().stored());
        }
        return "forms/question";
    }

    private static String back(Journey journey, Question question, String from) {
        if (from.equals(CHECK)) {
            return journey.path() + "/check";
        }
        List<Question> asked = journey.asked(journey.form().sectionOf(question.id()));
        int position = asked.stream().map(Question::id).toList().indexOf(question.id());
        return position > 0
                ? journey.path() + "/questions/" + asked.get(position - 1).id()
                : journey.path();
    }
}
