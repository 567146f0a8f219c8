package tw.qiao.platform.casework;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tw.qiao.platform.casework.DeskCase.AnswerLine;
import tw.qiao.platform.casework.DeskCase.ArticleChoice;
import tw.qiao.platform.casework.DeskCase.ChangeLine;
import tw.qiao.platform.casework.DeskCase.EventLine;
import tw.qiao.platform.casework.DeskCase.Evidence;
import tw.qiao.platform.casework.DeskCase.StateView;
import tw.qiao.platform.casework.Procedure.State;
import tw.qiao.platform.casework.Procedure.Step;
import tw.qiao.platform.forms.Answer;
import tw.qiao.platform.forms.Submission;
import tw.qiao.platform.forms.Submissions;
import tw.qiao.platform.identity.SignedIn;
import tw.qiao.platform.mydata.DataItems;
import tw.qiao.platform.mydata.Provenance;
import tw.qiao.platform.site.Bilingual;

/** Makes what officers and applicants see of cases. */
@Component
class CaseViews {
    private static final Bilingual SUBMIT = new Bilingual("送出申請", "Submit");

    private final CaseFiles files;
    private final Cases cases;
    private final CaseTerms terms;
    private final Submissions submissions;
    private final DataItems items;

    CaseViews(CaseFiles files, Cases cases, CaseTerms terms, Submissions submissions, DataItems items) {
        this.files = files;
        this.cases = cases;
        this.terms = terms;
        this.submissions = submissions;
        this.items = items;
    }

    /** The case as {@code officer} sees it. */
    DeskCase desk(Procedure procedure, CaseFile file, SignedIn officer) {
        List<CaseEvent> events = files.events(file.id());
        List<Answer> answers =
                submissions.find(file.submission()).map(Submission::answers).orElse(List.of());
        CaseFile.Assignee assignee = file.assignee();
        return new DeskCase(
                file.id(),
                file.receiptNumber(),
                procedure.id(),
                procedure.title(),
                file.applicantName(),
                file.subject(),
                state(procedure.state(file.state())),
                terms.term(file),
                file.due(),
                file.supplementDue(),
                file.opened(),
                assignee == null ? "" : assignee.name(),
                file.isAssignedTo(officer.account()),
                file.version(),
                actions(procedure, file, Actor.officer(officer)),
                answers(answers, events),
                lines(procedure, events, labels(answers)),
                Chain.verifies(file, events),
                certificate(events),
                articles(procedure, "approve"),
                articles(procedure, "reject"));
    }

    private static @Nullable String certificate(List<CaseEvent> events) {
        return events.stream()
                .map(event -> event.data().certificate())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /**
     * The history as the applicant sees it: without officers' names, and without the lines that only say who among them
     * handles the case.
     */
    List<EventLine> publicLines(Procedure procedure, CaseFile file, List<CaseEvent> events) {
        List<Answer> answers =
                submissions.find(file.submission()).map(Submission::answers).orElse(List.of());
        List<CaseEvent> told = events.stream()
                .filter(event -> !event.from().equals(event.to()))
                .toList();
        return lines(procedure, told, labels(answers)).stream()
                .map(EventLine::withoutActor)
                .toList();
    }

    /** The last line of the history of a case. */
    EventLine last(Procedure procedure, CaseFile file) {
        List<Answer> answers =
                submissions.find(file.submission()).map(Submission::answers).orElse(List.of());
        return line(procedure, files.events(file.id()).getLast(), labels(answers));
    }

    static StateView state(State state) {
        return new StateView(state.title(), state.meaning(), state.tone());
    }

    private Set<String> actions(Procedure procedure, CaseFile file, Actor actor) {
        return procedure.stepsFrom(file.state()).stream()
                .filter(step -> step.by() == actor.kind())
                .filter(step -> step.guards().stream().allMatch(guard -> cases.holds(guard, file, actor)))
                .map(Step::action)
                .collect(Collectors.toSet());
    }

    private static List<ArticleChoice> articles(Procedure procedure, String action) {
        return procedure.steps().stream()
                .filter(step -> step.action().equals(action))
                .flatMap(step -> step.articles().stream())
                .map(procedure::article)
                .map(article -> new ArticleChoice(article.id(), article.title(), article.text()))
                .toList();
    }

    private static Map<String, Bilingual> labels(List<Answer> answers) {
        return answers.stream()
                .collect(Collectors.toMap(
                        Answer::field,
                        answer -> new Bilingual(answer.labelZh(), answer.labelEn()),
                        (first, _) -> first));
    }

    private List<AnswerLine> answers(List<Answer> answers, List<CaseEvent> events) {
        var asked = new HashMap<String, String>();
        var before = new HashMap<String, String>();
        for (CaseEvent event : events) {
            Optional.ofNullable(event.data().reasons()).ifPresent(asked::putAll);
            Optional.ofNullable(event.data().changes())
                    .ifPresent(changes -> changes.forEach(change -> before.put(change.field(), change.before())));
        }
        return answers.stream()
                .map(answer -> line(answer, asked.get(answer.field()), before.get(answer.field())))
                .toList();
    }

    private AnswerLine line(Answer answer, @Nullable String asked, @Nullable String before) {
        var correction = answer.correction();
        return new AnswerLine(
                answer.field(),
                new Bilingual(answer.labelZh(), answer.labelEn()),
                shown(answer),
                answer.provenance() == null ? null : evidence(answer.provenance()),
                correction == null ? null : correction.agencyValue(),
                asked,
                before);
    }

    private static Bilingual shown(Answer answer) {
        return answer.shownZh().isBlank()
                ? new Bilingual("（未填）", "(not given)")
                : new Bilingual(answer.shownZh(), answer.shownEn().isBlank() ? answer.shownZh() : answer.shownEn());
    }

    private Evidence evidence(Provenance provenance) {
        Bilingual agency = items.find(provenance.item())
                .map(item -> item.memberName())
                .orElseGet(() -> new Bilingual(provenance.member(), provenance.member()));
        return new Evidence(agency, provenance.at(), provenance.exchangeId());
    }

    private static List<EventLine> lines(Procedure procedure, List<CaseEvent> events, Map<String, Bilingual> labels) {
        var lines = new ArrayList<EventLine>();
        for (CaseEvent event : events.reversed()) {
            lines.add(line(procedure, event, labels));
        }
        return lines;
    }

    private static EventLine line(Procedure procedure, CaseEvent event, Map<String, Bilingual> labels) {
        CaseEvent.Details data = event.data();
        State state = procedure.state(event.to());
        return new EventLine(
                event.seq(),
                event.at(),
                title(procedure, event),
                event.actor().name(),
                state.title(),
                state.tone(),
                Optional.ofNullable(data.comment()).orElse(""),
                Optional.ofNullable(data.article())
                        .map(procedure::article)
                        .map(Procedure.Article::title)
                        .orElse(null),
                Optional.ofNullable(data.reasons()).orElse(Map.of()).entrySet().stream()
                        .map(reason -> new ChangeLine(label(labels, reason.getKey()), reason.getValue(), ""))
                        .toList(),
                Optional.ofNullable(data.changes()).orElse(List.of()).stream()
                        .map(change -> new ChangeLine(label(labels, change.field()), change.before(), change.after()))
                        .toList(),
                event.hash());
    }

    static Bilingual title(Procedure procedure, CaseEvent event) {
        return procedure.step(event.action(), event.from()).map(Step::title).orElse(SUBMIT);
    }

    private static Bilingual label(Map<String, Bilingual> labels, String field) {
        return labels.getOrDefault(field, new Bilingual(field, field));
    }
}
