package tw.qiao.platform.casework;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tw.qiao.kernel.Problem;
import tw.qiao.platform.casework.CaseEvent.Details;
import tw.qiao.platform.casework.MyCases.Item;
import tw.qiao.platform.casework.MyCases.Timeline;
import tw.qiao.platform.credentials.Certificates;
import tw.qiao.platform.identity.SignedIn;

/** What applicants see of their own cases and do with them. */
@Service
class MyFiles {
    private final Cases cases;
    private final CaseFiles files;
    private final CaseViews views;
    private final Procedures procedures;
    private final Certificates certificates;

    MyFiles(Cases cases, CaseFiles files, CaseViews views, Procedures procedures, Certificates certificates) {
        this.cases = cases;
        this.files = files;
        this.views = views;
        this.procedures = procedures;
        this.certificates = certificates;
    }

    private CaseFile find(SignedIn person, UUID id) {
        return files.find(id)
                .filter(file -> file.applicant().equals(person.account()))
                .orElseThrow(() -> Problem.notFound("case_unknown", "There is no such case"));
    }

    List<Item> items(SignedIn person) {
        return files.ofApplicant(person.account()).stream().map(this::item).toList();
    }

    private Item item(CaseFile file) {
        Procedure procedure = procedures.get(file.procedure());
        Procedure.State state = procedure.state(file.state());
        boolean agencyWorks = state.owner() == Procedure.Owner.OFFICER;
        boolean herTurn = state.owner() == Procedure.Owner.APPLICANT;
        return new Item(
                file.id(),
                file.submission(),
                file.receiptNumber(),
                procedure.title(),
                file.subject(),
                CaseViews.state(state),
                state.milestone(),
                !file.finished(),
                file.opened(),
                agencyWorks ? file.due() : null,
                herTurn ? file.supplementDue() : null);
    }

    Timeline timeline(SignedIn person, UUID id) {
        CaseFile file = find(person, id);
        Procedure procedure = procedures.get(file.procedure());
        List<CaseEvent> events = files.events(id);
        return new Timeline(
                item(file),
                procedure.agencyName(),
                views.publicLines(procedure, file, events),
                Chain.verifies(file, events),
                certificates.ofCase(id).orElse(null),
                procedure.step("withdraw", file.state()).isPresent(),
                file.version());
    }

    @Transactional
    void withdraw(SignedIn person, UUID id, int version) {
        CaseFile file = find(person, id);
        cases.take(
                procedures.get(file.procedure()),
                file,
                version,
                Actor.applicant(person.account(), file.applicantName()),
                "withdraw",
                Details.NONE);
    }
}
