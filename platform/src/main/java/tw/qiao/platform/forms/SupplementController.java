package tw.qiao.platform.forms;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;
import tw.qiao.platform.site.Pages;

/** Where an applicant corrects the answers that the officer questioned, and no others. */
@Controller
class SupplementController {
    private final Submissions submissions;
    private final Supplements supplements;
    private final Supplementing supplementing;
    private final AnswerReader reader;
    private final Pages pages;

    SupplementController(
            Submissions submissions,
            Supplements supplements,
            Supplementing supplementing,
            AnswerReader reader,
            Pages pages) {
        this.submissions = submissions;
        this.supplements = supplements;
        this.supplementing = supplementing;
        this.reader = reader;
        this.pages = pages;
    }

    @GetMapping("/applications/{id}/supplement")
    String ask(@PathVariable UUID id, @AuthenticationPrincipal SignedIn person, Model model) {
        Submission submission = submissions.own(id, person.account());
        Optional<Supplement> open = supplements.open(id);
        if (open.isEmpty()) {
            return supplements.isLastCancelled(id)
                    ? cancelled(submission, false, false, model)
                    : "redirect:/applications/" + id;
        }
        FormDocument form = submissions.document(id);
        List<FieldView> fields = questioned(form, open.get()).stream()
                .map(question -> FieldView.of(question, value(submission, question)))
                .toList();
        return page(submission, form, open.get(), fields, InputErrors.none(), model);
    }

    private static String value(Submission submission, Question question) {
        return submission.answers().stream()
                .filter(answer -> answer.field().equals(question.id()))
                .map(Answer::value)
                .findFirst()
                .orElse("");
    }

    private static List<Question> questioned(FormDocument form, Supplement supplement) {
        return form.questions().stream()
                .filter(question -> supplement.reasons().containsKey(question.id()))
                .toList();
    }

    @PostMapping("/applications/{id}/supplement")
    String answer(
            @PathVariable UUID id,
            @RequestParam Map<String, String> inputs,
            @AuthenticationPrincipal SignedIn person,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Submission submission = submissions.own(id, person.account());
        Optional<Supplement> open = supplements.open(id);
        String answered = inputs.getOrDefault("supplement", "");
        if (open.isEmpty() || !open.get().id().toString().equals(answered)) {
            return late(submission, answered, response, model);
        }
        FormDocument form = submissions.document(id);
        List<Question> questions = questioned(form, open.get());
        InputErrors errors = InputErrors.none();
        Map<Question, String> values = new LinkedHashMap<>();
        for (Question question : questions) {
            Reading reading = reader.read(question, inputs);
            AnswerErrors.collect(errors, question, reading, pages.of(request));
            values.put(question, AnswerErrors.value(reading));
        }
        if (errors.isEmpty() && changesNothing(submission, values)) {
            Page page = pages.of(request);
            errors.add(
                    questions.getFirst().id(),
                    page.text("forms.supplement.unchanged", page.date(open.get().due())));
        }
        if (!errors.isEmpty()) {
            response.setStatus(422);
            List<FieldView> typed = questions.stream()
                    .map(question -> FieldView.typed(question, inputs))
                    .toList();
            return page(submission, form, open.get(), typed, errors, model);
        }
        return supplementing.answer(id, open.get().id(), values)
                ? "redirect:/applications/" + id + "?supplemented=1"
                : late(submission, answered, response, model);
    }

    private static boolean changesNothing(Submission submission, Map<Question, String> values) {
        return values.entrySet().stream().allMatch(entry -> entry.getValue().equals(value(submission, entry.getKey())));
    }

    // A request that is no longer open was answered, perhaps by a second click, or was taken back.
    private String late(Submission submission, String supplement, HttpServletResponse response, Model model) {
        if (!supplements.isCancelled(submission.id(), supplement)) {
            return "redirect:/applications/" + submission.id();
        }
        response.setStatus(409);
        return cancelled(submission, true, supplements.open(submission.id()).isPresent(), model);
    }

    private static String cancelled(Submission submission, boolean refused, boolean again, Model model) {
        model.addAttribute("submission", submission);
        model.addAttribute("refused", refused);
        model.addAttribute("again", again);
        return "forms/supplementCancelled";
    }

    private static String page(
            Submission submission,
            FormDocument form,
            Supplement supplement,
            List<FieldView> fields,
            InputErrors errors,
            Model model) {
        model.addAttribute("submission", submission);
        model.addAttribute("form", form);
        model.addAttribute("supplement", supplement);
        model.addAttribute("fields", fields);
        model.addAttribute("errors", errors);
        return "forms/supplement";
    }
}
