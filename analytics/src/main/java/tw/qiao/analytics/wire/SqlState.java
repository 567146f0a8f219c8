package tw.qiao.analytics.wire;

import tw.qiao.kernel.Problem;

/** PostgreSQL's codes for our problems. */
final class SqlState {
    private SqlState() {}

    static String of(Problem problem) {
        String code = problem.code();
        return switch (code) {
            case "query_syntax", "query_empty", "query_several_statements", "query_characters" -> "42601";
            case "query_function", "query_table_function" -> "42883";
            case "query_table", "query_schema" -> "42P01";
            case "query_wrong" -> "42703";
            case "query_type" -> "42704";
            case "query_not_select" -> "25006";
            case "query_value", "wire_parameter" -> "22000";
            case "query_too_large", "query_too_deep" -> "54001";
            case "query_memory" -> "53200";
            case "wire_statement" -> "26000";
            case "wire_copy" -> "0A000";
            case "analytics_too_slow", "analytics_cancelled", "wire_cancelled" -> "57014";
            case "analytics_unavailable", "analytics_busy" -> "57P03";
            default -> code.startsWith("egress_") ? "42501" : code.startsWith("query_") ? "0A000" : "XX000";
        };
    }
}
