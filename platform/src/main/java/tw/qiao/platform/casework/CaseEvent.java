package tw.qiao.platform.casework;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tw.qiao.platform.forms.Change;

/**
 * One line of the history of a case. It never changes, and its hash covers everything in it and the hash before it.
 *
 * @param seq from 1
 * @param from the state before; empty for the first event
 */
record CaseEvent(
        UUID caseId,
        int seq,
        Instant at,
        Actor actor,
        String action,
        String from,
        String to,
        Details data,
        String previousHash,
        String hash) {

    /**
     * What a step says beside its states; a part that a step has not is null and not kept.
     *
     * @param salt random, so that the hash tells nothing to who guesses
     * @param reasons why each questioned answer must be corrected, by field
     */
    record Details(
            @Nullable String salt,
            @Nullable String comment,
            @Nullable String article,
            @Nullable UUID supplement,
            @Nullable LocalDate due,
            @Nullable Map<String, String> reasons,
            @Nullable List<Change> changes,
            @Nullable String certificate) {
        static final Details NONE = new Details(null, null, null, null, null, null, null, null);

        static Details saying(String comment) {
            return new Details(null, comment.isEmpty() ? null : comment, null, null, null, null, null, null);
        }

        static Details deciding(String comment, String article) {
            return new Details(null, comment, article, null, null, null, null, null);
        }

        static Details asking(UUID supplement, Map<String, String> reasons, LocalDate due, String comment) {
            return new Details(null, comment.isEmpty() ? null : comment, null, supplement, due, reasons, null, null);
        }

        static Details answering(UUID supplement, List<Change> changes) {
            return new Details(null, null, null, supplement, null, null, changes, null);
        }

        static Details certifying(String certificate) {
            return new Details(null, null, null, null, null, null, null, certificate);
        }

        Details salted(String salt) {
            return new Details(salt, comment, article, supplement, due, reasons, changes, certificate);
        }
    }

    /** Everything that the hash covers, in a form that JSON can carry. */
    Map<String, Object> content() {
        var content = new HashMap<String, Object>();
        content.put("case", caseId.toString());
        content.put("seq", seq);
        content.put("at", at.toString());
        content.put("actor_kind", actor.word());
        content.put("actor", actor.account() == null ? "" : actor.account().toString());
        content.put("actor_name", actor.name());
        content.put("action", action);
        content.put("from", from);
        content.put("to", to);
        content.put("data", Chain.kept(data));
        content.put("previous", previousHash);
        return content;
    }

    CaseEvent hashed() {
        return new CaseEvent(caseId, seq, at, actor, action, from, to, data, previousHash, Chain.hash(this));
    }

    @Override
    public String toString() {
        return "CaseEvent[" + caseId + " " + seq + " " + action + "]";
    }
}
