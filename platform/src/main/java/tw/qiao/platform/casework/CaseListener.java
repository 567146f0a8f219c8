package tw.qiao.platform.casework;

import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import tw.qiao.platform.casework.CaseEvent.Details;
import tw.qiao.platform.casework.Cases.Opening;
import tw.qiao.platform.forms.Answer;
import tw.qiao.platform.forms.ApplicationSubmitted;
import tw.qiao.platform.forms.Submission;
import tw.qiao.platform.forms.Submissions;
import tw.qiao.platform.forms.SupplementAnswered;
import tw.qiao.platform.identity.Account;
import tw.qiao.platform.identity.Accounts;

/** Opens and moves cases on what applicants do; an event that comes again changes nothing. */
@Component
class CaseListener {
    private static final Logger LOG = LoggerFactory.getLogger(CaseListener.class);
    private static final String ANSWER = "answer-supplement";

    private final Cases cases;
    private final CaseFiles files;
    private final Procedures procedures;
    private final Submissions submissions;
    private final Accounts accounts;

    CaseListener(Cases cases, CaseFiles files, Procedures procedures, Submissions submissions, Accounts accounts) {
        this.cases = cases;
        this.files = files;
        this.procedures = procedures;
        this.submissions = submissions;
        this.accounts = accounts;
    }

    @ApplicationModuleListener
    void submitted(ApplicationSubmitted event) {
        Procedure procedure = procedures.get(event.form());
        String applicant = accounts.find(event.applicant()).map(Account::name).orElseThrow();
        Submission submission = submissions.find(event.submission()).orElseThrow();
        cases.open(
                procedure,
                new Opening(
                        event.submission(),
                        event.receiptNumber(),
                        event.applicant(),
                        applicant,
                        subject(procedure, submission)));
    }

    @ApplicationModuleListener
    void answered(SupplementAnswered event) {
        CaseFile file = files.ofSubmission(event.submission())
                .flatMap(found -> files.lock(found.id()))
                .orElseThrow();
        boolean known = files.events(file.id()).stream()
                .anyMatch(line -> line.action().equals(ANSWER)
                        && event.supplement().equals(line.data().supplement()));
        Procedure procedure = procedures.get(file.procedure());
        if (known || procedure.step(ANSWER, file.state()).isEmpty()) {
            LOG.info("The case {} takes no correction now", file.id());
            return;
        }
        Submission submission = submissions.find(event.submission()).orElseThrow();
        cases.take(
                procedure,
                file.about(subject(procedure, submission)),
                file.version(),
                Actor.applicant(file.applicant(), file.applicantName()),
                ANSWER,
                Details.answering(event.supplement(), event.changes()));
    }

    private static String subject(Procedure procedure, Submission submission) {
        List<Answer> answers = submission.answers();
        return procedure.subject().stream()
                .flatMap(field ->
                        answers.stream().filter(answer -> answer.field().equals(field)))
                .map(Answer::shownZh)
                .collect(Collectors.joining("・"));
    }
}
