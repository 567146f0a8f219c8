package tw.qiao.platform.forms;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A submitted application (申請書). Its answers are as they are now, with the supplements that were asked for.
 *
 * @param receiptNumber what the applicant names it by, such as {@code CR115-000123-M}
 */
public record Submission(
        UUID id,
        String receiptNumber,
        UUID applicant,
        String form,
        int formVersion,
        List<Answer> answers,
        Instant submittedAt) {
    public Submission {
        answers = List.copyOf(answers);
    }

    /** Where the applicant wants to be written to about this application; empty when she did not say. */
    public String email() {
        return answers.stream()
                .filter(answer -> answer.field().equals("contact-email"))
                .map(Answer::value)
                .findFirst()
                .orElse("");
    }
}
