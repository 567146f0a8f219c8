package tw.qiao.analytics.proposals;

import java.util.Map;

/** The usual signs for a value that is not there, with what they say about the reason. */
final class Missing {
    static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("-", "unknown"),
            Map.entry("－", "unknown"),
            Map.entry("—", "unknown"),
            Map.entry("…", "unknown"),
            Map.entry("NA", "unknown"),
            Map.entry("N/A", "unknown"),
            Map.entry("不詳", "unknown"),
            Map.entry("無", "not_applicable"),
            Map.entry("*", "suppressed"),
            Map.entry("＊", "suppressed"));

    private Missing() {}
}
