package tw.qiao.platform.casework;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.MultiValueMap;
import tw.qiao.kernel.Text;
import tw.qiao.platform.casework.DeskCase.AnswerLine;
import tw.qiao.platform.casework.DeskCase.ArticleChoice;
import tw.qiao.platform.site.InputErrors;
import tw.qiao.platform.site.Page;

/**
 * What an officer typed on the page of a case, checked all at once, and kept as it was typed.
 *
 * @param reasons why each ticked answer must be corrected, by field, in the order of the answers
 */
public record OfficerInput(
        int version, Map<String, String> reasons, String note, Decision decision, InputErrors errors) {
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_COMMENT = 2000;

    /** Nothing typed yet. */
    static OfficerInput none(DeskCase shown) {
        return new OfficerInput(shown.version(), Map.of(), "", Decision.NONE, InputErrors.none());
    }

    /** Whether this answer is ticked. */
    public boolean asks(String field) {
        return reasons.containsKey(field);
    }

    /** The reason typed for this answer. */
    public String reason(String field) {
        return reasons.getOrDefault(field, "");
    }

    static OfficerInput supplement(DeskCase shown, MultiValueMap<String, String> typed, Page page) {
        var errors = new InputErrors();
        var reasons = new LinkedHashMap<String, String>();
        List<String> ticked = typed.getOrDefault("field", List.of());
        for (AnswerLine answer : shown.answers()) {
            if (ticked.contains(answer.field())) {
                String name = "reason-" + answer.field();
                String reason = value(typed, name);
                reasons.put(answer.field(), reason);
                check(errors, name, reason, LONGEST_REASON, page, "casework.supplement.reason");
            }
        }
        if (reasons.isEmpty()) {
            errors.add("answers", page.text("casework.supplement.none"));
        }
        String note = value(typed, "note");
        if (!note.isEmpty()) {
            check(errors, "note", note, LONGEST_REASON, page, "casework.supplement.note");
        }
        return new OfficerInput(version(typed), reasons, note, Decision.NONE, errors);
    }

    static OfficerInput decision(DeskCase shown, MultiValueMap<String, String> typed, Page page) {
        var errors = new InputErrors();
        String action = value(typed, "action");
        if (!action.equals("approve") && !action.equals("reject")) {
            errors.add("action", page.text("casework.decide.choose"));
        }
        String article = value(typed, "article-" + action);
        List<ArticleChoice> possible = action.equals("approve") ? shown.approving() : shown.rejecting();
        if (errors.isEmpty()
                && possible.stream().noneMatch(choice -> choice.id().equals(article))) {
            errors.add("article-" + action, page.text("casework.decide.article.choose"));
        }
        String comment = value(typed, "comment");
        check(errors, "comment", comment, LONGEST_COMMENT, page, "casework.decide.reasons");
        return new OfficerInput(version(typed), Map.of(), "", new Decision(action, article, comment), errors);
    }

    private static void check(InputErrors errors, String name, String text, int longest, Page page, String what) {
        if (text.isEmpty()) {
            errors.add(name, page.text(what + ".missing"));
        } else if (text.length() > longest) {
            errors.add(name, page.text("casework.too-long", longest, text.length()));
        } else if (!Text.isClean(text)) {
            errors.add(name, page.text("casework.unclean"));
        }
    }

    // Sentences keep their full-width signs; only the ends are trimmed.
    private static String value(MultiValueMap<String, String> typed, String name) {
        String first = typed.getFirst(name);
        return first == null ? "" : first.replace("\r\n", "\n").strip();
    }

    private static int version(MultiValueMap<String, String> typed) {
        String text = value(typed, "version");
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }
}
