package tw.qiao.platform.casework;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case (案件) as it stands.
 *
 * @param subject what it is about, for officers: the firm and its grade
 * @param version the number of its events; whoever changes the case names the version she saw
 * @param head the hash of its last event
 * @param due by when the agency decides
 * @param pausedSince since when the agency's time stands still; null while it runs
 * @param supplementDue by when the applicant corrects; null when nothing is asked
 */
record CaseFile(
        UUID id,
        UUID submission,
        String receiptNumber,
        String procedure,
        String agency,
        UUID applicant,
        String applicantName,
        String subject,
        String state,
        boolean finished,
        @Nullable Assignee assignee,
        int version,
        String head,
        Instant opened,
        LocalDate due,
        @Nullable LocalDate pausedSince,
        @Nullable LocalDate supplementDue,
        Instant updated) {

    /** The officer who handles a case (承辦人). */
    record Assignee(UUID account, String name) {}

    /** Whether this account handles the case. */
    boolean isAssignedTo(UUID account) {
        return Optional.ofNullable(assignee)
                .filter(officer -> officer.account().equals(account))
                .isPresent();
    }

    /** The same case with another subject. */
    CaseFile about(String subject) {
        return new CaseFile(
                id,
                submission,
                receiptNumber,
                procedure,
                agency,
                applicant,
                applicantName,
                subject,
                state,
                finished,
                assignee,
                version,
                head,
                opened,
                due,
                pausedSince,
                supplementDue,
                updated);
    }

    @Override
    public String toString() {
        return "CaseFile[" + id + " " + state + " v" + version + "]";
    }
}
