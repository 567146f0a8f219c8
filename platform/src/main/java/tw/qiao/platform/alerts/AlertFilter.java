package tw.qiao.platform.alerts;

import java.util.List;
import java.util.UUID;

/**
 * Which alerts somebody looks at.
 *
 * @param state {@code current}, {@code open}, {@code acknowledged}, {@code closed} or {@code all}
 * @param severity its name; empty for all
 * @param rule its id; empty for all
 * @param sort {@code newest}, {@code oldest}, {@code severity} or {@code place}
 * @param page from 1
 */
public record AlertFilter(String state, String severity, String rule, String sort, int page) {
    /** The words for it in addresses and message keys. */
    public static final List<String> STATES = List.of("current", "open", "acknowledged", "closed", "all");
    /** The words for it in addresses and message keys. */
    public static final List<String> SORTS = List.of("newest", "oldest", "severity", "place");

    private static final int LAST_PAGE = 100_000;

    public AlertFilter {
        state = STATES.contains(state) ? state : STATES.getFirst();
        severity = isSeverity(severity) ? severity : "";
        rule = isId(rule) ? rule : "";
        sort = SORTS.contains(sort) ? sort : SORTS.getFirst();
        page = Math.clamp(page, 1, LAST_PAGE);
    }

    private static boolean isSeverity(String typed) {
        return List.of(Terms.Severity.values()).stream()
                .anyMatch(one -> one.name().equals(typed));
    }

    private static boolean isId(String typed) {
        try {
            return UUID.fromString(typed).toString().equals(typed);
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    AlertFilter on(int otherPage) {
        return new AlertFilter(state, severity, rule, sort, otherPage);
    }

    /** The address of a page, without its number. */
    public String pagePath() {
        return "/alerts?state=" + state + "&severity=" + severity + "&rule=" + rule + "&sort=" + sort + "&page=";
    }
}
