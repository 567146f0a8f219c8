package tw.qiao.platform.forms;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.mydata.Provenance;

/** Fills in drafts and submits them. */
@Service
class Applications {
    private final FormDocuments forms;
    private final Drafts drafts;
    private final DataSteps steps;
    private final Submissions submissions;
    private final Events events;

    Applications(FormDocuments forms, Drafts drafts, DataSteps steps, Submissions submissions, Events events) {
        this.forms = forms;
        this.drafts = drafts;
        this.steps = steps;
        this.submissions = submissions;
        this.events = events;
    }

    /** How far the person's draft is; {@link AlreadySubmitted} when it is one no more. */
    Journey journey(UUID draft, UUID applicant) {
        return journey(open(draft, applicant));
    }

    /** The form that the person's draft fills in; {@link AlreadySubmitted} when it is a draft no more. */
    FormDocument form(UUID draft, UUID applicant) {
        Draft found = open(draft, applicant);
        return forms.version(found.form(), found.formVersion());
    }

    private Draft open(UUID draft, UUID applicant) {
        Draft found = drafts.find(draft, applicant).orElseThrow(Drafts::unknown);
        if (found.submission() != null) {
            throw new AlreadySubmitted(found.submission());
        }
        return found;
    }

    private Journey journey(Draft draft) {
        return new Journey(
                draft,
                forms.version(draft.form(), draft.formVersion()),
                drafts.answers(draft.id()),
                steps.of(draft.id()));
    }

    /** Begins a draft of the newest version of a form. */
    Draft begin(String form, UUID applicant) {
        return drafts.begin(applicant, forms.newest(form));
    }

    /** Saves what the person answered, unless it was changed elsewhere since she saw {@code seen}: then empty. */
    @Transactional
    Optional<Journey> answer(UUID draftId, UUID applicant, Question question, int seen, String value) {
        Journey before = unsubmitted(draftId, applicant);
        DraftAnswer kept = before.answer(question.id());
        if (kept != null && kept.value().equals(value)) {
            return Optional.of(before);
        }
        if (!drafts.save(draftId, seen, typed(question, kept, value))) {
            return Optional.empty();
        }
        forgetWhatDependsOn(question.id(), before);
        drafts.touch(draftId);
        return Optional.of(journey(before.draft()));
    }

    private static DraftAnswer typed(Question question, @Nullable DraftAnswer kept, String value) {
        if (kept == null) {
            return new DraftAnswer(question.id(), 0, value, null, null);
        }
        Provenance provenance = kept.provenance();
        Correction correction = provenance == null ? kept.correction() : new Correction(provenance, kept.value());
        if (correction != null && correction.agencyValue().equals(value)) {
            return new DraftAnswer(question.id(), 0, value, correction.provenance(), null);
        }
        return new DraftAnswer(question.id(), 0, value, null, correction);
    }

    // What an agency said about one firm must not stay when the person names another.
    private void forgetWhatDependsOn(String question, Journey before) {
        List<String> items = before.form().data().items().stream()
                .filter(item -> forms.dependsOn(item, question))
                .toList();
        if (items.isEmpty()) {
            return;
        }
        List<String> fields = before.asked().stream()
                .map(asked -> before.answer(asked.id()))
                .filter(answer -> answer != null && isFrom(answer, items))
                .map(DraftAnswer::field)
                .toList();
        drafts.forget(before.draft().id(), fields);
        steps.forget(before.draft().id(), items);
    }

    private static boolean isFrom(DraftAnswer answer, List<String> items) {
        var provenance = answer.provenance();
        var correction = answer.correction();
        return (provenance != null && items.contains(provenance.item()))
                || (correction != null && items.contains(correction.provenance().item()));
    }

    private Journey unsubmitted(UUID draftId, UUID applicant) {
        Draft draft = drafts.locked(draftId, applicant);
        if (draft.submission() != null) {
            throw new AlreadySubmitted(draft.submission());
        }
        return journey(draft);
    }

    /** Keeps what agencies answered; answers that the person gave herself stay. */
    @Transactional
    void prefill(UUID draftId, UUID applicant, List<DataStep> outcomes, Map<String, DraftAnswer> facts) {
        Journey journey = unsubmitted(draftId, applicant);
        outcomes.forEach(outcome -> steps.put(draftId, outcome));
        facts.values().stream()
                .filter(fact -> journey.answer(fact.field()) == null)
                .forEach(fact -> drafts.save(draftId, 0, fact));
        drafts.consented(draftId);
    }

    /**
     * Submits the draft. However often it is called, there is one submission, and every caller gets it.
     *
     * @throws Problem when something is still unanswered
     */
    @Transactional
    Submission submit(UUID draftId, UUID applicant) {
        Draft draft = drafts.locked(draftId, applicant);
        if (draft.submission() != null) {
            return submissions.own(draft.submission(), applicant);
        }
        Journey journey = journey(draft);
        if (!journey.isComplete() || journey.missed().isPresent()) {
            throw Problem.conflict("draft_incomplete", "Some questions of this application are not answered yet");
        }
        Submission submission = submissions.add(draft, journey.form(), answers(journey));
        drafts.submitted(draftId, submission.id());
        events.submitted(submission);
        return submission;
    }

    private static List<Answer> answers(Journey journey) {
        return journey.asked().stream()
                .map(question -> Answer.of(question, Objects.requireNonNull(journey.answer(question.id()))))
                .toList();
    }

    /** Publishes what happened, in the transaction in which it happened. */
    @Service
    static class Events {
        private final ApplicationEventPublisher publisher;
        private final Clock clock;

        Events(ApplicationEventPublisher publisher, Clock clock) {
            this.publisher = publisher;
            this.clock = clock;
        }

        void submitted(Submission submission) {
            publisher.publishEvent(new ApplicationSubmitted(
                    submission.id(),
                    submission.receiptNumber(),
                    submission.applicant(),
                    submission.form(),
                    submission.formVersion(),
                    submission.submittedAt()));
        }

        void supplemented(UUID submission, UUID supplement, List<Change> changes) {
            publisher.publishEvent(new SupplementAnswered(submission, supplement, changes, clock.instant()));
        }
    }
}
