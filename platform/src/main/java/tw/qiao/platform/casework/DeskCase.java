package tw.qiao.platform.casework;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tw.qiao.platform.site.Bilingual;

/**
 * What an officer sees of a case.
 *
 * @param procedure the id of the procedure that it follows
 * @param assignee who handles it; empty for nobody
 * @param version to be named by every act
 * @param actions what the officer can do now
 * @param certificate the number of the certificate that it led to; null when there is none
 * @param chainHolds whether the chain of hashes over the history is whole
 */
public record DeskCase(
        UUID id,
        String receiptNumber,
        String procedure,
        Bilingual service,
        String applicant,
        String subject,
        StateView state,
        Term term,
        LocalDate due,
        @Nullable LocalDate supplementDue,
        Instant opened,
        String assignee,
        boolean mine,
        int version,
        Set<String> actions,
        List<AnswerLine> answers,
        List<EventLine> events,
        boolean chainHolds,
        @Nullable String certificate,
        List<ArticleChoice> approving,
        List<ArticleChoice> rejecting) {
    public DeskCase {
        actions = Set.copyOf(actions);
        answers = List.copyOf(answers);
        events = List.copyOf(events);
        approving = List.copyOf(approving);
        rejecting = List.copyOf(rejecting);
    }

    /** Whether the officer can do this now. */
    public boolean can(String action) {
        return actions.contains(action);
    }

    /** How many answers came from agencies. */
    public long proven() {
        return answers.stream().filter(answer -> answer.evidence() != null).count();
    }

    /** A state as people read it. */
    public record StateView(Bilingual title, Bilingual meaning, String tone) {}

    /** An article that a decision may rest on. */
    public record ArticleChoice(String id, Bilingual title, Bilingual text) {}

    /**
     * An answer with what proves it.
     *
     * @param evidence which agency gave it; null when the applicant filled it in
     * @param agencyValue what an agency holds instead; null unless the applicant corrected it
     * @param asked why it had to be corrected the last time; null if it never had
     * @param before what it was before the last correction; null if it was never corrected
     */
    public record AnswerLine(
            String field,
            Bilingual label,
            Bilingual shown,
            @Nullable Evidence evidence,
            @Nullable String agencyValue,
            @Nullable String asked,
            @Nullable String before) {
        @Override
        public String toString() {
            return "AnswerLine[" + field + "]";
        }
    }

    /** Where an answer came from. */
    public record Evidence(Bilingual agency, Instant at, UUID exchangeId) {}

    /** One line of the history; {@code actor} is empty for the platform. */
    public record EventLine(
            int seq,
            Instant at,
            Bilingual title,
            String actor,
            Bilingual state,
            String tone,
            String comment,
            @Nullable Bilingual article,
            List<ChangeLine> asked,
            List<ChangeLine> changes,
            String hash) {
        public EventLine {
            asked = List.copyOf(asked);
            changes = List.copyOf(changes);
        }

        /** The same line without the name of who did it, as applicants see it. */
        EventLine withoutActor() {
            return new EventLine(seq, at, title, "", state, tone, comment, article, asked, changes, hash);
        }

        @Override
        public String toString() {
            return "EventLine[" + seq + "]";
        }
    }

    /** An answer with two texts: before and after, or the reason and nothing. */
    public record ChangeLine(Bilingual label, String before, String after) {
        @Override
        public String toString() {
            return "ChangeLine[" + label.zh() + "]";
        }
    }
}
