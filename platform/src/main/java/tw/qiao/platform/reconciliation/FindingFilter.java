package tw.qiao.platform.reconciliation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Which findings an administrator looks at.
 *
 * @param kind empty for all
 * @param member the code of a member; empty for all
 * @param from the first day; empty for all
 * @param to the last day; empty for all
 * @param state {@code open} or {@code all}
 * @param sort {@code newest}, {@code oldest}, {@code kind} or {@code member}
 * @param page from 1
 */
public record FindingFilter(String kind, String member, String from, String to, String state, String sort, int page) {
    /** The words for it in addresses and message keys. */
    public static final List<String> KINDS = List.of("missing", "differing", "late", "doubled", "forked", "silent");
    /** The words for it in addresses and message keys. */
    public static final List<String> SORTS = List.of("newest", "oldest", "kind", "member");
    /** The words for it in addresses and message keys. */
    public static final List<String> STATES = List.of("open", "all");

    private static final int LAST_PAGE = 100_000;

    public FindingFilter {
        kind = KINDS.contains(kind) ? kind : "";
        sort = SORTS.contains(sort) ? sort : SORTS.getFirst();
        state = STATES.contains(state) ? state : STATES.getFirst();
        from = day(from).map(LocalDate::toString).orElse("");
        to = day(to).map(LocalDate::toString).orElse("");
        page = Math.clamp(page, 1, LAST_PAGE);
    }

    private static Optional<LocalDate> day(String typed) {
        try {
            return typed.length() == 10 ? Optional.of(LocalDate.parse(typed)) : Optional.empty();
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    Optional<LocalDate> firstDay() {
        return day(from);
    }

    Optional<LocalDate> lastDay() {
        return day(to);
    }

    FindingFilter on(int otherPage) {
        return new FindingFilter(kind, member, from, to, state, sort, otherPage);
    }

    /** The address of a page, without its number. */
    public String pagePath() {
        return "/admin/reconciliation?kind=" + kind + "&member="
                + URLEncoder.encode(member, StandardCharsets.UTF_8) + "&from=" + from + "&to=" + to + "&state=" + state
                + "&sort=" + sort + "&page=";
    }
}
