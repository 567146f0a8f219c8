package tw.qiao.platform.casework;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tw.qiao.platform.casework.Term.Urgency;

/** The terms of cases (辦理期限) in working days; the agency's time stands still while the applicant corrects. */
@Component
class CaseTerms {
    private static final int SOON = 2;

    private final WorkingDays days;

    CaseTerms(WorkingDays days) {
        this.days = days;
    }

    /** How much time {@code file} has today. */
    Term term(CaseFile file) {
        if (file.finished()) {
            return new Term(Urgency.DONE, 0);
        }
        int left = days.between(Optional.ofNullable(file.pausedSince()).orElseGet(days::today), file.due());
        if (file.pausedSince() != null) {
            return new Term(Urgency.PAUSED, left);
        }
        if (left < 0 || days.today().isAfter(file.due())) {
            return new Term(Urgency.OVERDUE, left);
        }
        return new Term(left <= SOON ? Urgency.SOON : Urgency.ON_TIME, left);
    }

    /** The due day of a case that is opened today. */
    LocalDate due(Procedure procedure) {
        return days.after(days.today(), procedure.workingDays());
    }

    /** The due day after the agency's time has stood still since {@code paused}. */
    LocalDate resumed(LocalDate due, @Nullable LocalDate paused) {
        return paused == null ? due : days.after(due, Math.max(0, days.between(paused, days.today())));
    }

    /** By when an applicant who is asked today corrects. */
    LocalDate supplementDue(Procedure procedure) {
        return days.after(days.today(), procedure.supplementDays());
    }

    /** Whether the applicant let the day for her correction pass. */
    boolean isSupplementOverdue(CaseFile file) {
        LocalDate due = file.supplementDue();
        return due != null && days.today().isAfter(due);
    }

    LocalDate today() {
        return days.today();
    }
}
