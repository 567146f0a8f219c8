package tw.qiao.platform.casework;

import java.util.List;
import java.util.Optional;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import tw.qiao.platform.casework.CaseEvent.Details;
import tw.qiao.platform.casework.Procedure.CertificateForm;
import tw.qiao.platform.credentials.Certificate;
import tw.qiao.platform.credentials.CertificateRequest;
import tw.qiao.platform.credentials.CertificateRequest.Line;
import tw.qiao.platform.credentials.Certificates;
import tw.qiao.platform.forms.Answer;
import tw.qiao.platform.forms.Submissions;

/** Has the certificate of an approved case issued, once, and then closes the case (發證). */
@Component
class CertificateIssuing {
    private static final String STEP = "issue-certificate";

    private final Cases cases;
    private final CaseFiles files;
    private final Procedures procedures;
    private final Submissions submissions;
    private final Certificates certificates;

    CertificateIssuing(
            Cases cases, CaseFiles files, Procedures procedures, Submissions submissions, Certificates certificates) {
        this.cases = cases;
        this.files = files;
        this.procedures = procedures;
        this.submissions = submissions;
        this.certificates = certificates;
    }

    @ApplicationModuleListener
    void decided(CaseDecided event) {
        if (!event.approved()) {
            return;
        }
        CaseFile file = files.lock(event.caseId()).orElseThrow();
        Procedure procedure = procedures.get(file.procedure());
        if (procedure.step(STEP, file.state()).isEmpty()) {
            return; // the event came again after the certificate had been issued
        }
        Certificate certificate = certificates.issue(request(procedure, file, event));
        cases.take(procedure, file, file.version(), Actor.PLATFORM, STEP, Details.certifying(certificate.number()));
    }

    private CertificateRequest request(Procedure procedure, CaseFile file, CaseDecided event) {
        CertificateForm form = procedure.certificate();
        List<Answer> answers = submissions.find(file.submission()).orElseThrow().answers();
        var from = event.at().atZone(WorkingDays.TAIPEI).toLocalDate();
        return new CertificateRequest(
                file.id(),
                file.applicant(),
                form.kind(),
                form.title().zh(),
                form.title().en(),
                answer(answers, form.holder()).map(Answer::shownZh).orElse(file.applicantName()),
                form.lines().stream()
                        .flatMap(field -> answer(answers, field).stream())
                        .map(answer -> new Line(answer.labelZh(), answer.labelEn(), answer.shownZh(), answer.shownEn()))
                        .toList(),
                from,
                from.plusYears(form.years()).minusDays(1),
                procedure.agencyName().zh(),
                procedure.agencyName().en(),
                file.agency());
    }

    private static Optional<Answer> answer(List<Answer> answers, String field) {
        return answers.stream().filter(answer -> answer.field().equals(field)).findFirst();
    }
}
