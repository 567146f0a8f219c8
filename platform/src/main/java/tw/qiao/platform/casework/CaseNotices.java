package tw.qiao.platform.casework;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tw.qiao.kernel.RocDate;
import tw.qiao.platform.forms.Answer;
import tw.qiao.platform.forms.Submission;
import tw.qiao.platform.forms.Submissions;
import tw.qiao.platform.notifications.Notice;
import tw.qiao.platform.notifications.Notices;

/** The messages (通知) that applicants get of the steps of their cases. */
@Component
class CaseNotices {
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final Notices notices;
    private final Submissions submissions;

    CaseNotices(Notices notices, Submissions submissions) {
        this.notices = notices;
        this.submissions = submissions;
    }

    /** Sends the message of one line of the history, in the caller's transaction; once, however often it is called. */
    void send(Procedure procedure, CaseFile file, CaseEvent event, String template) {
        if (!template.isEmpty()) {
            notices.send(notice(procedure, file, event, template));
        }
    }

    /** The message of one line of the history. */
    Notice notice(Procedure procedure, CaseFile file, CaseEvent event, String template) {
        return new Notice(
                file.applicant(),
                submissions.find(file.submission()).map(Submission::email).orElse(""),
                template,
                values(procedure, file, event.data()),
                "/my/cases/" + file.id(),
                "case:" + file.id() + ":" + event.seq());
    }

    /** What the templates may say; a value whose name ends in {@code _en} stands in for its namesake in English. */
    Map<String, String> values(Procedure procedure, CaseFile file, CaseEvent.Details data) {
        var values = new TreeMap<String, String>();
        values.put("receipt", file.receiptNumber());
        values.put("service", procedure.title().zh());
        values.put("service_en", procedure.title().en());
        values.put("agency", procedure.agencyName().zh());
        values.put("agency_en", procedure.agencyName().en());
        putDate(values, "due", Optional.ofNullable(data.due()).orElse(file.due()));
        values.put("comment", Optional.ofNullable(data.comment()).orElse(""));
        values.put("certificate", Optional.ofNullable(data.certificate()).orElse(""));
        Optional.ofNullable(data.article()).map(procedure::article).ifPresent(article -> {
            values.put("article", article.title().zh());
            values.put("article_en", article.title().en());
        });
        Optional.ofNullable(data.reasons()).ifPresent(reasons -> putReasons(values, file, reasons));
        return values;
    }

    private static void putDate(Map<String, String> values, String name, LocalDate date) {
        values.put(name, RocDate.formatted(date));
        values.put(name + "_en", date.format(ENGLISH));
    }

    private void putReasons(Map<String, String> values, CaseFile file, Map<String, String> reasons) {
        List<Answer> answers = submissions.find(file.submission()).map(Submission::answers).orElse(List.of()).stream()
                .filter(answer -> reasons.containsKey(answer.field()))
                .toList();
        values.put(
                "reasons",
                answers.stream()
                        .map(answer -> "・" + answer.labelZh() + "：" + reasons.get(answer.field()))
                        .collect(Collectors.joining("\n")));
        values.put(
                "reasons_en",
                answers.stream()
                        .map(answer -> "- " + answer.labelEn() + ": " + reasons.get(answer.field()))
                        .collect(Collectors.joining("\n")));
    }
}
