package tw.qiao.platform.forms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tw.qiao.platform.forms.FormDocument.Minimum;
import tw.qiao.platform.forms.FormDocument.Section;

/** How far a draft is, and what comes next. */
final class Journey {
    /** The status of a line of the task list. */
    enum Status {
        DONE,
        BEGUN,
        NOT_BEGUN,
        NOT_YET
    }

    private final Draft draft;
    private final FormDocument form;
    private final Map<String, DraftAnswer> answers;
    private final Map<String, DataStep> steps;

    Journey(Draft draft, FormDocument form, Map<String, DraftAnswer> answers, Map<String, DataStep> steps) {
        this.draft = draft;
        this.form = form;
        this.answers = Map.copyOf(answers);
        this.steps = Map.copyOf(steps);
    }

    Draft draft() {
        return draft;
    }

    FormDocument form() {
        return form;
    }

    @Nullable DraftAnswer answer(String question) {
        return answers.get(question);
    }

    @Nullable DataStep step(String item) {
        return steps.get(item);
    }

    /** The saved values by question. */
    Map<String, String> values() {
        return answers.values().stream().collect(Collectors.toMap(DraftAnswer::field, DraftAnswer::value));
    }

    /** The questions of {@code section} that are asked, given the answers so far. */
    List<Question> asked(Section section) {
        Map<String, String> values = values();
        return section.questions().stream()
                .filter(question -> FormDocument.isAsked(question, values))
                .toList();
    }

    /** The question of {@code section} to open: the first without an answer, or the first of all. */
    String first(Section section) {
        List<Question> asked = asked(section);
        return asked.stream()
                .filter(this::isOpen)
                .findFirst()
                .orElseGet(() -> asked.isEmpty() ? section.questions().getFirst() : asked.getFirst())
                .id();
    }

    /** All questions that are asked. */
    List<Question> asked() {
        return form.sections().stream()
                .flatMap(section -> asked(section).stream())
                .toList();
    }

    private boolean isOpen(Question question) {
        return !answers.containsKey(question.id());
    }

    private boolean isDone(Section section) {
        return asked(section).stream().noneMatch(this::isOpen);
    }

    /** The items that the consent page still has to ask about. */
    List<String> undecided() {
        return form.data().items().stream()
                .filter(item -> !steps.containsKey(item))
                .toList();
    }

    /** The items whose agency did not answer. */
    List<String> unavailable() {
        return form.data().items().stream()
                .filter(item -> isUnavailable(steps.get(item)))
                .toList();
    }

    private static boolean isUnavailable(@Nullable DataStep step) {
        return step != null && step.state() == DataStep.State.UNAVAILABLE;
    }

    /** Whether the person can decide about the data items. */
    boolean dataIsReady() {
        return form.sections().stream()
                .limit(position(form.data().after()) + 1L)
                .allMatch(this::isDone);
    }

    Status dataStatus() {
        if (!dataIsReady()) {
            return Status.NOT_YET;
        }
        if (undecided().size() == form.data().items().size()) {
            return Status.NOT_BEGUN;
        }
        return undecided().isEmpty() && unavailable().isEmpty() ? Status.DONE : Status.BEGUN;
    }

    Status status(Section section) {
        if (isDone(section)) {
            return Status.DONE;
        }
        if (follows(section) && (!dataIsReady() || !undecided().isEmpty())) {
            return Status.NOT_YET;
        }
        return asked(section).stream().allMatch(this::isOpen) ? Status.NOT_BEGUN : Status.BEGUN;
    }

    /** Whether {@code section} comes after the data items. */
    boolean follows(Section section) {
        return position(section.id()) > position(form.data().after());
    }

    private int position(String section) {
        return form.sections().stream().map(Section::id).toList().indexOf(section);
    }

    /** Whether everything is answered, so that it can be checked and submitted. */
    boolean isComplete() {
        return form.sections().stream().allMatch(this::isDone) && undecided().isEmpty();
    }

    /** The minimum that the answers miss, with which the service is not for the applicant. */
    Optional<Minimum> missed() {
        return form.minimums().stream().filter(this::isMissed).findFirst();
    }

    private boolean isMissed(Minimum minimum) {
        DraftAnswer chosen = answers.get(minimum.chosenBy());
        return chosen != null && !fitting(minimum).containsKey(chosen.value());
    }

    /** The options of the choosing question whose minimum is met; all of them while the amount is unknown. */
    Map<String, Long> fitting(Minimum minimum) {
        DraftAnswer amount = answers.get(minimum.question());
        var fitting = new LinkedHashMap<String, Long>();
        for (var option : form.question(minimum.chosenBy()).options()) {
            long least = minimum.values().getOrDefault(option.value(), 0L);
            if (amount == null || Long.parseLong(amount.value()) >= least) {
                fitting.put(option.value(), least);
            }
        }
        return fitting;
    }

    /** The address of the next thing to do. */
    String next() {
        if (missed().isPresent()) {
            return path() + "/not-eligible";
        }
        for (Section section : form.sections()) {
            if (follows(section) && !undecided().isEmpty()) {
                return path() + "/consent";
            }
            Optional<Question> open =
                    asked(section).stream().filter(this::isOpen).findFirst();
            if (open.isPresent()) {
                return path() + "/questions/" + open.get().id();
            }
        }
        return undecided().isEmpty() ? path() + "/check" : path() + "/consent";
    }

    String path() {
        return draft.path();
    }
}
