package tw.qiao.platform.forms;

import org.jspecify.annotations.Nullable;
import tw.qiao.platform.mydata.Provenance;

/**
 * An answer of a submission.
 *
 * @param field the question's id in the form document
 * @param value the answer in the form in which it is kept; empty when an optional question was passed over
 * @param shownZh the answer as people read it in Chinese
 * @param shownEn the answer as people read it in English
 * @param provenance where it came from; null when the applicant filled it in
 * @param correction what it replaced; null unless the applicant corrected an agency
 */
public record Answer(
        String field,
        String labelZh,
        String labelEn,
        String value,
        String shownZh,
        String shownEn,
        @Nullable Provenance provenance,
        @Nullable Correction correction) {
    static Answer of(Question question, DraftAnswer answer) {
        return of(question, answer.value(), answer.provenance(), answer.correction());
    }

    static Answer of(
            Question question, String value, @Nullable Provenance provenance, @Nullable Correction correction) {
        var shown = AnswerText.shown(question, value);
        return new Answer(
                question.id(),
                question.label().zh(),
                question.label().en(),
                value,
                shown.zh(),
                shown.en(),
                provenance,
                correction);
    }
}
