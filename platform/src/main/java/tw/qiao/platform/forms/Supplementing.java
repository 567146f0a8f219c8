package tw.qiao.platform.forms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes the corrected answers into the submission, once. */
@Service
class Supplementing {
    private final Submissions submissions;
    private final Supplements supplements;
    private final Applications.Events events;

    Supplementing(Submissions submissions, Supplements supplements, Applications.Events events) {
        this.submissions = submissions;
        this.supplements = supplements;
        this.events = events;
    }

    /**
     * Answers the request unless it was answered before, for example by a second click, or was taken back.
     *
     * @return whether the answers were taken
     */
    @Transactional
    boolean answer(UUID submission, UUID supplement, Map<Question, String> values) {
        Optional<Supplement> open = supplements.openLocked(submission);
        if (open.isEmpty() || !open.get().id().equals(supplement)) {
            return false;
        }
        Map<String, Answer> before = new LinkedHashMap<>();
        submissions.find(submission).orElseThrow().answers().forEach(answer -> before.put(answer.field(), answer));
        Map<String, Answer> after = new LinkedHashMap<>();
        List<Change> changes = new ArrayList<>();
        values.forEach((question, value) -> {
            Answer old = before.get(question.id());
            if (old == null) {
                return;
            }
            Answer corrected = corrected(question, old, value);
            after.put(question.id(), corrected);
            changes.add(new Change(question.id(), old.shownZh(), corrected.shownZh()));
        });
        submissions.supplement(submission, after);
        supplements.answered(supplement, changes);
        events.supplemented(submission, supplement, changes);
        return true;
    }

    private static Answer corrected(Question question, Answer old, String value) {
        if (old.value().equals(value)) {
            return old;
        }
        var provenance = old.provenance();
        Correction correction = provenance == null ? old.correction() : new Correction(provenance, old.value());
        return Answer.of(question, value, null, correction);
    }
}
