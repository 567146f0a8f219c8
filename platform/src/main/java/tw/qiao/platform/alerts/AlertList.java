package tw.qiao.platform.alerts;

import java.util.List;

/**
 * The page with alerts.
 *
 * @param last the number of the last page
 * @param rules to filter by
 */
public record AlertList(AlertFilter filter, List<AlertLine> lines, long total, int last, List<Rule> rules) {}
