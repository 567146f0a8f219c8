package tw.qiao.platform.forms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tw.qiao.platform.mydata.DataItem;
import tw.qiao.platform.mydata.DataItems;
import tw.qiao.platform.site.Bilingual;

/** Makes summaries of answers. */
@Component
class AnswerViews {
    private final DataItems items;

    AnswerViews(DataItems items) {
        this.items = items;
    }

    /** The answers of a section of a draft. */
    List<AnswerView> of(Journey journey, FormDocument.Section section) {
        return journey.asked(section).stream()
                .map(question -> view(question, journey.answer(question.id())))
                .toList();
    }

    /** The answers of a submission in one list. */
    List<AnswerView> of(FormDocument form, Submission submission) {
        return submission.answers().stream()
                .map(answer -> view(
                        form.question(answer.field()),
                        new DraftAnswer(answer.field(), 0, answer.value(), answer.provenance(), answer.correction())))
                .toList();
    }

    private AnswerView view(Question question, @Nullable DraftAnswer answer) {
        if (answer == null) {
            return new AnswerView(question.id(), question.label(), AnswerText.shown(question, ""), null, null, null);
        }
        return new AnswerView(
                question.id(),
                question.label(),
                AnswerText.shown(question, answer.value()),
                source(answer),
                answer.provenance(),
                corrected(question, answer.correction()));
    }

    private @Nullable DataItem source(DraftAnswer answer) {
        var provenance = answer.provenance();
        var correction = answer.correction();
        if (provenance != null) {
            return items.item(provenance.item());
        }
        return correction == null ? null : items.item(correction.provenance().item());
    }

    private static @Nullable Bilingual corrected(Question question, @Nullable Correction correction) {
        return correction == null ? null : AnswerText.shown(question, correction.agencyValue());
    }
}
