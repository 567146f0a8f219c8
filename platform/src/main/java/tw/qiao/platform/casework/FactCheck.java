package tw.qiao.platform.casework;

import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tw.qiao.platform.casework.Findings.OtherCase;
import tw.qiao.platform.casework.Findings.OtherName;
import tw.qiao.platform.credentials.Certificates;
import tw.qiao.platform.forms.Answer;
import tw.qiao.platform.forms.Submission;
import tw.qiao.platform.forms.Submissions;

/** Compares what an application says with today and with the other cases, for its officer alone. */
@Component
class FactCheck {
    private static final String APPLICANT_NAME = "representative-name"; // the form is for representatives alone
    private static final Pattern BETWEEN_NAMES = Pattern.compile("[\\s\\p{Z}.·•‧・]");
    private static final String FIRM = "unified-number";
    private static final String LICENCE_EXPIRES = "engineer-licence-expires";

    private final Submissions submissions;
    private final CaseFiles files;
    private final Certificates certificates;
    private final Procedures procedures;
    private final CaseTerms terms;

    FactCheck(
            Submissions submissions,
            CaseFiles files,
            Certificates certificates,
            Procedures procedures,
            CaseTerms terms) {
        this.submissions = submissions;
        this.files = files;
        this.certificates = certificates;
        this.procedures = procedures;
        this.terms = terms;
    }

    /** What there is to look at before {@code file} is decided; nothing once it is finished. */
    Findings of(CaseFile file) {
        if (file.finished()) {
            return Findings.NONE;
        }
        return submissions
                .find(file.submission())
                .map(submission -> findings(file, submission))
                .orElse(Findings.NONE);
    }

    private Findings findings(CaseFile file, Submission submission) {
        List<Answer> answers = submission.answers();
        Set<String> fields = submissions.tellable(submission);
        List<Answer> tellable = answers.stream()
                .filter(answer ->
                        fields.contains(answer.field()) && !answer.value().isBlank())
                .toList();
        List<CaseFile> others =
                value(answers, FIRM).map(firm -> others(file, firm)).orElse(List.of());
        return new Findings(
                otherName(file, answers),
                expired(answers),
                others.stream()
                        .filter(other -> other.agency().equals(file.agency()))
                        .map(this::other)
                        .toList(),
                others.stream()
                        .filter(other -> !other.agency().equals(file.agency()))
                        .count(),
                tellable.stream().filter(answer -> answer.provenance() == null).count(),
                tellable.size());
    }

    /** A name from the household register is left alone: the register was asked by the number of the account. */
    private static @Nullable OtherName otherName(CaseFile file, List<Answer> answers) {
        List<Answer> typed =
                answers.stream().filter(answer -> answer.provenance() == null).toList();
        return value(typed, APPLICANT_NAME)
                .filter(name -> !comparable(name).equals(comparable(file.applicantName())))
                .map(name -> new OtherName(name, file.applicantName()))
                .orElse(null);
    }

    private static String comparable(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
        return BETWEEN_NAMES.matcher(plain).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private @Nullable LocalDate expired(List<Answer> answers) {
        return value(answers, LICENCE_EXPIRES)
                .flatMap(FactCheck::date)
                .filter(day -> day.isBefore(terms.today()))
                .orElse(null);
    }

    private List<CaseFile> others(CaseFile file, String firm) {
        List<CaseFile> others = files.ofSubmissions(submissions.ofFirm(firm));
        Set<UUID> certified =
                certificates.certified(others.stream().map(CaseFile::id).toList());
        return others.stream()
                .filter(other -> !other.id().equals(file.id()))
                .filter(other -> !other.finished() || certified.contains(other.id()))
                .toList();
    }

    private OtherCase other(CaseFile file) {
        Procedure procedure = procedures.get(file.procedure());
        return new OtherCase(
                file.id(),
                file.receiptNumber(),
                procedure.title(),
                procedure.state(file.state()).title());
    }

    private static Optional<String> value(List<Answer> answers, String field) {
        return answers.stream()
                .filter(answer -> answer.field().equals(field))
                .map(Answer::value)
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private static Optional<LocalDate> date(String value) {
        try {
            return Optional.of(LocalDate.parse(value));
        } catch (DateTimeParseException notADay) {
            return Optional.empty();
        }
    }
}
